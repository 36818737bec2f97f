import * as z from 'zod';
import { defineNode, go } from '@/runtime/flow/node-definition';

/** Begins a flow that other flows call. No message begins it. */
export default defineNode({
  type: 'flow-called',
  version: 1,
  category: 'start',
  startedBy: 'call',
  icon: 'IconCornerDownRight',
  config: z.object({}),
  ports: [{ id: 'next', kind: 'exit' }],
  summary: (_config, translate) => translate('summary.other'),
  matches: () => ({ specificity: 0 }),
  run: () => go('next', { because: { key: 'called', values: {} } }),
});
