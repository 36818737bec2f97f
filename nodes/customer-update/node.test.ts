import { expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { factsAfter } from '@/runtime/interpreter/facts-after';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const emptyFlow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
const variables = { called: ' Eva  Adler ', zone: 'Europe/Vienna' };

it.each([
  ['the profile', { name: '{{vars.called}}', language: 'DE' }, {}, { name: 'Eva Adler', language: 'de' }],
  ['the time zone', { timeZone: '{{vars.zone}}' }, {}, { timeZone: 'Europe/Vienna' }],
  ['fields', { fields: [{ name: 'tier', value: '=1 + 1' }] }, { tier: 2 }, {}],
  // What is not known does not wipe out what is.
  [
    'no empty name',
    { name: '{{vars.unknown}}', fields: [{ name: 'seen', value: 'yes' }] },
    { seen: 'yes' },
    {},
  ],
])('writes %s', async (_, config, fields, profile) => {
  expect(await visitNode(node, config, { variables })).toMatchObject({
    kind: 'go',
    port: 'next',
    commands: [{ type: 'setCustomerFields', fields, profile }],
  });
});

it.each([
  [{ language: 'German' }, 'languageInvalid'],
  [{ timeZone: 'Vienna' }, 'timeZoneInvalid'],
])('refuses %o', async (config, key) => {
  expect(await visitNode(node, config)).toMatchObject({
    kind: 'fail',
    code: 'profileInvalid',
    because: { key },
  });
});

it('leaves a record alone that it has nothing for', async () => {
  const outcome = await visitNode(node, { name: '{{vars.unknown}}' });
  expect(outcome).toMatchObject({ port: 'next', because: { key: 'nothing' } });
  expect(outcome.commands).toBeUndefined();
  expect(node.problems?.(node.config.parse({}), emptyFlow)).toMatchObject([{ key: 'nothing' }]);
});

it('is seen by the nodes after it', async () => {
  const facts = sampleFacts({ customer: { fields: { tier: 1 } } });
  const { commands = [] } = await visitNode(
    node,
    { name: 'Eva', fields: [{ name: 'tier', value: '=2' }] },
    { facts },
  );
  const after = commands.reduce((known, command) => factsAfter(known, command, 0), facts);
  expect(after.customer).toMatchObject({ name: 'Eva', language: null, fields: { tier: 2 } });
});
