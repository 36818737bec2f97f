import * as z from 'zod';
import type { Because } from '@/runtime/flow/execution';
import { defineNode, go } from '@/runtime/flow/node-definition';

const tags = z.array(z.string().trim().min(1).max(60)).max(20).default([]).meta({ widget: 'list' });

/** Adds and removes tags. */
export default defineNode({
  type: 'tag',
  version: 1,
  category: 'do',
  icon: 'IconTag',
  config: z.object({ add: tags, remove: tags }),
  ports: [{ id: 'next', kind: 'exit' }],
  summary: ({ add, remove }) =>
    [...add.map((name) => `+ ${name}`), ...remove.map((name) => `− ${name}`)].join(', '),
  problems: ({ add, remove }) =>
    add.length + remove.length === 0 ? [{ level: 'warning', path: ['add'], key: 'nothing' }] : [],
  run({ config, fill }) {
    const filled = (names: string[]) => names.map((name) => fill(name).trim()).filter((name) => name !== '');
    const [add, remove] = [filled(config.add), filled(config.remove)];
    return go('next', {
      commands:
        add.length + remove.length === 0
          ? []
          : [{ type: 'setTicketFields', fields: {}, tags: { add, remove } }],
      because: because(add, remove),
    });
  },
});

function because(add: readonly string[], remove: readonly string[]): Because {
  const values = { added: add.join(', '), removed: remove.join(', ') };
  if (add.length === 0) return { key: remove.length === 0 ? 'nothing' : 'removed', values };
  return { key: remove.length === 0 ? 'added' : 'changed', values };
}
