import * as z from 'zod';
import { defineNode, go } from '@/runtime/flow/node-definition';

/** Parts mail from machines (RFC 3834, bounces, newsletters) from mail of people. */
export default defineNode({
  type: 'automatic-mail',
  version: 1,
  category: 'decide',
  icon: 'IconRobot',
  config: z.object({}),
  ports: [
    { id: 'person', kind: 'exit' },
    { id: 'automatic', kind: 'exit' },
  ],
  summary: (_config, translate) => translate('summary.signs'),
  run({ facts: { message } }) {
    if (message === null || (!message.automatic && !message.bounce))
      return go('person', { because: { key: 'person', values: {} } });
    if (message.bounce) return go('automatic', { because: { key: 'bounce', values: {} } });
    // Names of choices in a text have no hyphens.
    const sign = (message.automaticReason ?? '').replaceAll('-', '_');
    return go('automatic', { because: { key: 'automatic', values: { sign } } });
  },
});
