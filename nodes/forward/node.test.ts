import { describe, expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const config = { to: ['workshop@example.com'] };
const emptyFlow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });

it('sends the message on with the original', async () => {
  const facts = sampleFacts({
    message: {
      subject: 'Broken',
      text: 'It does not work.',
      from: { name: 'Eva', address: 'eva@example.org' },
    },
  });
  expect((await visitNode(node, config, { facts })).commands).toEqual([
    {
      type: 'sendMessage',
      purpose: 'notification',
      to: [{ name: '', address: 'workshop@example.com' }],
      body: { subject: 'Fwd: Broken', text: 'Eva <eva@example.org>\n\nIt does not work.', language: 'en' },
      attachOriginal: true,
    },
  ]);
});

it('does not send reports of delivery on', async () => {
  const outcome = await visitNode(node, config, { facts: sampleFacts({ message: { bounce: true } }) });
  expect(outcome.commands).toBeUndefined();
});

it('tells where it sends, so that loops are found', () => {
  expect(node.sendsTo?.(node.config.parse(config))).toEqual(['workshop@example.com']);
});

describe('an address that is computed', () => {
  it.each([
    ['a field', '{{ticket.fields.workshop}}', 'north@example.com', ['north@example.com']],
    [
      'several',
      '{{ticket.fields.workshop}}',
      'a@example.com; b@example.com',
      ['a@example.com', 'b@example.com'],
    ],
    ['an expression', "=ticket.fields.workshop & '@example.com'", 'south', ['south@example.com']],
    ['within a text', '{{ticket.fields.workshop}}@example.com', 'west', ['west@example.com']],
  ])('may be %s', async (_, to, workshop, expected) => {
    const facts = sampleFacts({ ticket: { fields: { workshop } } });
    const outcome = await visitNode(node, { to: [to] }, { facts });
    expect(outcome).toMatchObject({
      kind: 'go',
      port: 'next',
      commands: [{ to: expected.map((address) => ({ address })) }],
    });
  });

  it.each([
    ['nothing', null, 'addressInvalid'],
    ['no address', 'the workshop', 'addressInvalid'],
    ['a line break in it', 'a@example.com\nBcc: b@example.com', 'addressInvalid'],
    ['a mailbox of the installation', 'Service@example.com', 'ownMailbox'],
  ])('fails where it is %s', async (_, workshop, code) => {
    const environment = sampleEnvironment({
      mailboxes: { service: { id: 'm', name: 'Service', address: 'service@example.com' } },
    });
    const facts = sampleFacts({ ticket: { fields: { workshop } } });
    const outcome = await visitNode(node, { to: ['{{ticket.fields.workshop}}'] }, { facts, environment });
    expect(outcome).toMatchObject({ kind: 'fail', code });
  });

  it('is told from a fixed one that is wrong', () => {
    const wrong = node.config.parse({ to: ['workshop', '{{vars.x}}'] });
    expect(node.problems?.(wrong, emptyFlow)).toMatchObject([{ path: ['to', 0], key: 'toInvalid' }]);
    expect(node.sendsTo?.(wrong)).toEqual(['workshop']);
  });
});
