import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import type { ChannelRecord } from '@/runtime/store/channels';
import { mailSettingsSchema } from '@/runtime/store/mail-settings';
import { chooseFlow } from './choose-flow';
import { snapshotOf } from './environment-source';

const at = new Date(0);
const mailbox = (slot: string): ChannelRecord => ({
  _id: `id-of-${slot}`,
  kind: 'email',
  slot,
  name: { en: slot },
  addresses: [`${slot}@example.com`],
  settings: {},
  secrets: {},
  enabled: true,
  health: { state: 'ok', message: '', at: null },
  createdAt: at,
  updatedAt: at,
});
const installation = snapshotOf(
  {
    settings: { name: 'Demo', language: 'en', timeZone: 'Europe/Berlin', fallbackQueueId: null },
    queues: [],
    calendars: [],
    channels: [mailbox('service'), mailbox('web-shop')],
    teams: [],
    agents: [],
    mail: mailSettingsSchema.parse({}),
  },
  2026,
);
const quiet = () => undefined;
const context = { log: { error: quiet, info: quiet, warn: quiet } };

/** A flow that takes what comes in by the mailbox it calls so. */
const flow = (id: string, calls: string | null, bindings: Record<string, string> = {}) => ({
  flow: compileFlow(
    flowDocumentSchema.parse({
      schemaVersion: 1,
      id,
      name: id,
      nodes: [{ id: 'start', type: 'mail-received', config: calls === null ? {} : { mailbox: calls } }],
    }),
    nodeRegistry,
    1,
  ),
  bindings,
});
const taking = (channel: string, ...flows: ReturnType<typeof flow>[]) =>
  chooseFlow(context, flows, installation, sampleFacts({ message: { channel, channelKind: 'email' } }))
    ?.flowId ?? null;

describe('the flow that takes a message', () => {
  const shop = flow('shop', 'shop', { 'mailbox:shop': 'id-of-web-shop' });

  it('is the one that was set up with the mailbox, whatever it calls it', () => {
    expect(taking('web-shop', shop)).toBe('shop');
    expect(taking('service', shop)).toBe(null);
    expect(taking('web-shop', flow('any', null), shop)).toBe('shop');
  });

  it('is not the one that means another mailbox by the same name', () => {
    const moved = flow('moved', 'service', { 'mailbox:service': 'id-of-web-shop' });
    expect(taking('service', moved)).toBe(null);
    expect(taking('web-shop', moved)).toBe('moved');
    expect(taking('service', moved, flow('plain', 'service'))).toBe('plain');
  });

  it('is found where nothing was bound, and where the mailbox is not known any more', () => {
    expect(taking('service', flow('plain', 'service'))).toBe('plain');
    expect(taking('gone', flow('plain', 'service'), flow('any', null))).toBe('any');
  });
});

describe('a flow that is bound to an address', () => {
  const draft = flow('draft', null);
  const usual = flow('usual', null);
  const bound = new Map([['service+test@example.com', draft]]);
  const sentTo = (...to: string[]) =>
    chooseFlow(
      context,
      [usual],
      installation,
      sampleFacts({
        message: {
          channel: 'service',
          address: 'service@example.com',
          to: to.map((address) => ({ name: '', address })),
        },
      }),
      bound,
    )?.flowId;

  it.each([
    ['behind the plus of the mailbox', ['Service+Test@example.com'], 'draft'],
    ['the mailbox itself', ['service@example.com'], 'usual'],
    ['behind another plus', ['service+offer@example.com'], 'usual'],
    ['behind the same word of another mailbox', ['sales+test@example.com'], 'usual'],
  ])('takes what was sent to its address, %s', (_, to, expected) => {
    expect(sentTo(...to)).toBe(expected);
  });
});
