import { expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { JsonObject } from '@/runtime/flow/json';
import { findFlowsBehind } from './flows-behind';

const channels = [
  { _id: 'service-id', kind: 'email', slot: 'service' },
  { _id: 'shop-id', kind: 'email', slot: 'web-shop' },
];
const flow = (name: string, configs: JsonObject[], bindings: Record<string, string> = {}) => ({
  id: name,
  name,
  bindings,
  document: flowDocumentSchema.parse({
    schemaVersion: 1,
    id: name,
    name,
    nodes: configs.map((config, index) => ({ id: `start-${index}`, type: 'mail-received', config })),
  }),
});
const behind = (...flows: ReturnType<typeof flow>[]) =>
  Object.fromEntries(findFlowsBehind(flows, nodeRegistry, channels));

it('finds flows whose messages an older flow takes', () => {
  const service = flow('service', [{ mailbox: 'service' }]);
  expect(behind(service, flow('late', [{ mailbox: 'service' }]))).toEqual({ late: 'service' });
  // The same mailbox by another name, and another one by the same name.
  expect(
    behind(
      service,
      flow('same', [{ mailbox: 'desk' }], { 'mailbox:desk': 'service-id' }),
      flow('other', [{ mailbox: 'service' }], { 'mailbox:service': 'shop-id' }),
    ),
  ).toEqual({ same: 'service' });
});

it('leaves alone what is asked in some case', () => {
  const service = flow('service', [{ mailbox: 'service' }]);
  expect(
    behind(
      service,
      flow('subject', [{ mailbox: 'service', subject: 'contains', subjectText: 'invoice' }]),
      flow('two', [{ mailbox: 'service' }, { mailbox: 'web-shop' }]),
      flow('none', []),
    ),
  ).toEqual({});
});
