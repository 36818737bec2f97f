import { expect, test } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { sharedEnvironment, withoutSecrets } from './shared-document';

test('empties what looks like a key to something, wherever it stands', () => {
  const flow = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [
      {
        id: 'ask',
        type: 'any',
        config: {
          url: 'https://shop:very-hidden@example.org/orders?number=1',
          apiKey: 'very-hidden',
          headers: [
            { name: 'Authorization', value: 'Bearer very-hidden' },
            { name: 'Accept', value: 'application/json' },
          ],
          deep: { list: [{ accessToken: 'very-hidden' }] },
        },
      },
    ],
  });
  const shared = withoutSecrets(flow);
  expect(JSON.stringify(shared)).not.toContain('very-hidden');
  expect(shared.nodes[0]?.config).toMatchObject({
    url: 'https://example.org/orders?number=1',
    headers: [
      { name: 'Authorization', value: '' },
      { name: 'Accept', value: 'application/json' },
    ],
  });
});

test('shows of the installation only what the flow names, and no people or addresses', () => {
  const environment = sampleEnvironment({
    queues: { billing: { id: 'q1', name: 'Billing' }, secret: { id: 'q2', name: 'Mergers' } },
    mailboxes: { service: { id: 'm1', name: 'Service', address: 'real@company.example' } },
    agents: { lead: { id: 'a1', name: 'A real person' } },
  });
  const names = new Map([
    ['queue', new Set(['billing'])],
    ['mailbox', new Set(['service'])],
    ['agent', new Set(['lead'])],
  ]);
  const shared = sharedEnvironment(environment, names);
  expect(shared.queues).toEqual({ billing: { id: 'billing', name: 'Billing' } });
  expect(shared.mailboxes.service?.address).toBe('service@example.com');
  expect(JSON.stringify(shared)).not.toMatch(/real|Mergers|q1|a1/);
});
