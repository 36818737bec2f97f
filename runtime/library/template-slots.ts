import type { Environment } from '@/runtime/flow/facts';
import { localizedText } from '@/runtime/flow/localized';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { slotsOf } from '@/runtime/flow/slots';
import { findCalendars } from '@/runtime/store/calendars';
import { findQueues } from '@/runtime/store/queues';
import { previewTemplate, templatesFolder } from './templates';

/** Kinds that can be bound while a template is installed; the others are chosen in the flow itself. */
export const bindableKinds = ['queue', 'calendar'] as const;
export type BindableKind = (typeof bindableKinds)[number];

export interface TemplateSlot {
  kind: BindableKind;
  /** Its name in the template. */
  name: string;
  /** What this installation has under that name; `null`: it has to be chosen or made. */
  found: string | null;
}

export interface TemplateSlots {
  slots: TemplateSlot[];
  /** What could be chosen, by kind. */
  offered: Record<BindableKind, { id: string; name: string }[]>;
}

/** What a template needs of an installation, and what of that is there. Error: `templateNotFound`. */
export async function readTemplateSlots(
  template: string,
  registry: NodeRegistry,
  environment: Environment,
  language: string,
  folder = templatesFolder(),
): Promise<TemplateSlots> {
  const { document } = await previewTemplate(template, () => [], folder);
  const there = { queue: environment.queues, calendar: environment.calendars };
  const slots = new Map<string, TemplateSlot>();
  for (const { kind, name } of slotsOf(document, registry)) {
    const bindable = bindableKinds.find((known) => known === kind);
    if (bindable)
      slots.set(`${kind}:${name}`, { kind: bindable, name, found: there[bindable][name]?.name ?? null });
  }
  const [queues, calendars] = await Promise.all([findQueues(), findCalendars()]);
  const named = ({ _id, name }: { _id: string; name: Record<string, string> }) => ({
    id: _id,
    name: localizedText(name, language, ['de', 'en']),
  });
  return {
    slots: [...slots.values()],
    offered: { queue: queues.map(named), calendar: calendars.map(named) },
  };
}
