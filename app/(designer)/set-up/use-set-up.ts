'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Language, languages } from '@/app/i18n/language';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { localizedText } from '@/runtime/flow/localized';
import type { ParameterValue, ParameterValues } from '@/runtime/library/template-parameters';
import type { BindableKind } from '@/runtime/library/template-slots';

type ListedTemplate = inferRouterOutputs<AppRouter>['flows']['templates'][number];

/** Everything that is chosen before a flow is made. Nothing of it is stored until then. */
export interface SetUpChoices {
  /** `null`: an empty flow. */
  template: string | null;
  /** As typed; empty: the suggested one. */
  name: string;
  language: Language;
  folder: string;
  /** `queue:billing` -> id, where it is not simply the thing of that name. */
  bindings: Readonly<Record<string, string>>;
  parameters: ParameterValues;
}

export interface MadeThing {
  kind: BindableKind;
  id: string;
}

export interface SetUp {
  choices: SetUpChoices;
  templates: ListedTemplate[] | undefined;
  /** The chosen template, once templates are there. */
  template: ListedTemplate | null;
  /** What stands where no name is typed. */
  suggested: string;
  error: unknown;
  change(changes: Partial<SetUpChoices>): void;
  choose(template: string | null): void;
  bind(slot: string, id: string | null): void;
  /** What was set up on the way: it is there whatever becomes of the flow. */
  made: readonly MadeThing[];
  /** Notes a thing that was just set up, and takes it for a slot. */
  take(slot: string, thing: MadeThing): void;
  setParameter(id: string, value: ParameterValue | null): void;
  /** Makes the flow and tells its id; with `publish`, puts it into service. */
  finish(publish: boolean): void;
  finishing: boolean;
}

/** What happened at the end: a flow that could not be put into service is there as a draft. */
export interface FinishedSetUp {
  id: string;
  published: boolean;
  /** Why it is a draft though it was to be published. */
  refusal: unknown;
}

export function useSetUp(done: (finished: FinishedSetUp) => void): SetUp {
  const t = useTranslations('designer.setUp');
  const locale = useLocale();
  const trpc = useTRPC();
  const templates = useQuery(trpc.flows.templates.queryOptions());
  const [choices, setChoices] = useState<SetUpChoices & { untouched: boolean }>({
    template: null,
    untouched: true,
    name: '',
    language: languages.find((known) => known === locale) ?? 'de',
    folder: '',
    bindings: {},
    parameters: {},
  });
  // Until somebody chooses, the first template: a flow that works is the best beginning.
  const chosen = choices.untouched ? (templates.data?.[0]?.name ?? null) : choices.template;
  const template = templates.data?.find(({ name }) => name === chosen) ?? null;
  const suggested = template ? templateTitle(template, choices.language) : t('untitled');
  const [made, setMade] = useState<readonly MadeThing[]>([]);
  const finish = useFinish(done);
  const bind = (slot: string, id: string | null) =>
    change({ bindings: withEntry(choices.bindings, slot, id) });
  const change = (changes: Partial<SetUpChoices>) => setChoices((present) => ({ ...present, ...changes }));
  return {
    choices: { ...choices, template: chosen },
    templates: templates.data,
    template,
    suggested,
    error: finish.error ?? templates.error,
    change,
    choose: (name) =>
      setChoices((present) => ({
        ...present,
        template: name,
        untouched: false,
        bindings: {},
        parameters: {},
      })),
    bind,
    made,
    take: (slot, thing) => {
      bind(slot, thing.id);
      setMade((present) => [...present, thing]);
    },
    setParameter: (id, value) => change({ parameters: withEntry(choices.parameters, id, value) }),
    finish: (publish) =>
      finish.mutate({ ...choices, template: chosen, name: choices.name.trim() || suggested, publish }),
    finishing: finish.isPending,
  };
}

function useFinish(done: (finished: FinishedSetUp) => void) {
  const t = useTranslations('designer.setUp');
  const api = useTRPCClient();
  return useMutation({
    mutationFn: async ({
      publish,
      ...wanted
    }: SetUpChoices & { publish: boolean }): Promise<FinishedSetUp> => {
      const { template, name, folder, language, bindings, parameters } = wanted;
      if (template === null)
        return { ...(await api.flows.create.mutate({ name, folder })), published: false, refusal: null };
      const { id } = await api.templates.install.mutate({
        template,
        name,
        folder,
        language,
        bindings: { ...bindings },
        parameters: { ...parameters },
      });
      if (!publish) return { id, published: false, refusal: null };
      try {
        await api.flows.publish.mutate({ id, revision: 1, note: t('publishNote') });
        return { id, published: true, refusal: null };
      } catch (refusal) {
        // The flow is whole and stays as a draft; the person is told why it is no more than that.
        return { id, published: false, refusal };
      }
    },
    onSuccess: done,
  });
}

export function templateTitle(template: ListedTemplate, language: string): string {
  return localizedText(template.title, language, ['en', 'de']) || template.document.name;
}

export function templateText(template: ListedTemplate, language: string): string {
  return localizedText(template.description, language, ['en', 'de']) || template.document.description;
}

/** The record with one entry set, or taken out. */
export function withEntry<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value | null,
): Readonly<Record<string, Value>> {
  const { [key]: _old, ...others } = record;
  return value === null ? others : { ...others, [key]: value };
}
