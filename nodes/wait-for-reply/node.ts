import * as z from 'zod';
import { defineNode, go, type PortDefinition, type WaitRequest, wait } from '@/runtime/flow/node-definition';

const config = z.object({
  hours: z.int().min(0).max(8_760).default(0).meta({ widget: 'duration' }),
  machines: z.boolean().default(false).meta({ widget: 'switch', advanced: true }),
});

const HOUR_MS = 3_600_000;

/** Waits for the next message of the customer. */
export default defineNode({
  type: 'wait-for-reply',
  version: 1,
  category: 'do',
  icon: 'IconMessageDots',
  config,
  waits: true,
  ports({ hours }) {
    const ports: PortDefinition[] = [{ id: 'wrote', kind: 'exit' }];
    return hours > 0 ? [...ports, { id: 'timeout', kind: 'timeout' }] : ports;
  },
  summary: ({ hours }, translate) =>
    hours > 0 ? translate('summary.limited', { hours }) : translate('summary.unlimited'),
  run({ config: { hours }, clock }) {
    const deadline = hours > 0 ? clock.now + hours * HOUR_MS : null;
    return wait([request(deadline)], { remember: deadline });
  },
  resume({ config, event, facts, memory }) {
    if (event.type !== 'messageReceived') return go('timeout', { because: { key: 'timeout', values: {} } });
    if (facts.message?.automatic && !config.machines) {
      return wait([request(typeof memory === 'number' ? memory : null)], {
        because: { key: 'machine', values: {} },
      });
    }
    return go('wrote', { because: { key: 'wrote', values: {} } });
  },
});

function request(deadline: number | null): WaitRequest {
  return deadline === null ? { for: 'message' } : { for: 'message', deadline };
}
