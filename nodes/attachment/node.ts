import * as z from 'zod';
import { defineNode, go } from '@/runtime/flow/node-definition';

const config = z.object({
  types: z.array(z.string().trim().min(1).max(20)).max(40).default([]).meta({ widget: 'list' }),
  minimumKilobytes: z.int().min(0).max(100_000).default(0).meta({ widget: 'number', advanced: true }),
});

/** Asks whether the message brings files of certain kinds. */
export default defineNode({
  type: 'attachment',
  version: 1,
  category: 'decide',
  icon: 'IconPaperclip',
  config,
  ports: [
    { id: 'with', kind: 'exit' },
    { id: 'without', kind: 'exit' },
  ],
  summary: ({ types }, translate) =>
    types.length === 0 ? translate('summary.any') : translate('summary.types', { types: types.join(', ') }),
  run({ config, facts }) {
    const endings = config.types.map((type) => `.${type.toLowerCase().replace(/^\*?\./, '')}`);
    const fitting = (facts.message?.attachments ?? []).filter(
      ({ name, size }) =>
        size >= config.minimumKilobytes * 1000 &&
        (endings.length === 0 || endings.some((ending) => name.toLowerCase().endsWith(ending))),
    );
    if (fitting.length === 0) return go('without', { because: { key: 'without', values: {} } });
    const names = fitting
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 200);
    return go('with', { because: { key: 'with', values: { names } } });
  },
});
