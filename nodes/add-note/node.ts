import * as z from 'zod';
import { templateField } from '@/runtime/flow/config-schemas';
import type { Json } from '@/runtime/flow/json';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { resolveValue } from '@/runtime/flow/resolve-value';

/** Adds a note that only agents see. */
export default defineNode({
  type: 'add-note',
  version: 1,
  category: 'do',
  icon: 'IconNote',
  config: z.object({ text: templateField.default('') }),
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ text }) => text.trim().split('\n', 1)[0] ?? '',
  problems: ({ text }) =>
    text.trim() === '' ? [{ level: 'error', path: ['text'], key: 'textMissing' }] : [],
  run(context) {
    const text = resolveValue(context, context.config.text);
    return text instanceof Promise ? text.then(add) : add(text);
  },
});

function add(value: Json | undefined) {
  const text =
    typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  if (text.trim() === '') return go('next', { because: { key: 'empty', values: {} } });
  return go('next', { commands: [{ type: 'addNote', text }], because: { key: 'added', values: {} } });
}
