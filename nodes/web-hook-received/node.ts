import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import type { Facts, MessageFacts } from '@/runtime/flow/facts';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { nameForReaders } from '@/runtime/flow/reader-environment';

const config = z.object({
  hook: slotField('hook').optional(),
  path: z.string().trim().max(200).default('').meta({ widget: 'text', advanced: true }),
  equals: z.string().max(500).default('').meta({ widget: 'text', half: true, advanced: true }),
});
type Config = z.infer<typeof config>;

/** Begins a flow when another system calls a web hook. */
export default defineNode({
  type: 'web-hook-received',
  version: 1,
  category: 'start',
  startedBy: 'hook',
  icon: 'IconWebhook',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  matches,
  summary({ hook, path, equals }, translate, environment) {
    const name = hook === undefined ? null : (environment?.hooks?.[hook]?.name ?? hook);
    const called = name === null ? translate('summary.any') : translate('summary.hook', { name });
    return path === '' ? called : translate('summary.where', { hook: called, path, value: equals });
  },
  problems: ({ path, equals }) =>
    path === '' && equals !== '' ? [{ level: 'error', path: ['path'], key: 'pathMissing' }] : [],
  run: ({ facts, environment }) => {
    const slot = facts.message?.channel ?? '';
    const name = nameForReaders(environment.hooks?.[slot], slot);
    return go('next', { because: { key: 'received', values: { name } } });
  },
});

function matches({ hook, path, equals }: Config, { message }: Facts): { specificity: number } {
  if (message === null || message.channelKind !== 'hook') return { specificity: 0 };
  if (hook !== undefined && message.channel !== hook) return { specificity: 0 };
  if (path !== '' && valueIn(message, path) !== equals) return { specificity: 0 };
  return { specificity: 1 + (hook === undefined ? 0 : 2) + (path === '' ? 0 : 4) };
}

/** The value at a dotted path as text; `null` where there is none. */
function valueIn({ data }: MessageFacts, path: string): string | null {
  let current: unknown = data;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return null;
    current = Reflect.get(current, key);
  }
  return typeof current === 'object' || current === undefined ? null : String(current);
}
