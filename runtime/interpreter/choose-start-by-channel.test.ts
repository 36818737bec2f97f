import { expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { chooseStartByChannel } from './choose-start-by-channel';

const mailbox = (id: string) => ({ id, name: id, address: `${id}@example.org` });
// The flow calls the web shop's mailbox `shop`, and by the name `service` means yet another one.
const environment = sampleEnvironment({
  mailboxes: { shop: mailbox('web-shop'), 'web-shop': mailbox('web-shop'), service: mailbox('sales') },
});
const flow = compileFlow(
  flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: ['shop', 'service'].map((name) => ({
      id: name,
      type: 'mail-received',
      config: { mailbox: name },
    })),
  }),
  nodeRegistry,
  1,
);
const start = (channel: string, channelId?: string) =>
  chooseStartByChannel(flow, sampleFacts({ message: { channel } }), environment, channelId)?.node.id ?? null;

it.each([
  ['by another name than its own', 'web-shop', undefined, 'shop'],
  ['by its own name, tried out', 'shop', undefined, 'shop'],
  ['by the name that means another mailbox', 'service', 'service-id', null],
  ['by a mailbox that is not known', 'gone', undefined, null],
])('a message that came %s', (_, channel, channelId, expected) => {
  expect(start(channel, channelId)).toBe(expected);
});
