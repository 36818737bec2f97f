import { describe, expect, it } from 'vitest';
import { bestChannel, plusTag } from './mail-address';
import { toInboundMessage } from './to-inbound-message';

const mailboxes = [
  { slot: 'service', addresses: ['service@example.com', 'hilfe@example.com', 'info+web@example.com'] },
  { slot: 'sales', addresses: ['sales@example.com', 'angebot@shop.example.com'] },
  { slot: 'rest', addresses: ['rest@example.com', '*@example.com'] },
];

describe('which mailbox takes a mail', () => {
  it.each([
    ['service@example.com', 'service'],
    ['Service@Example.COM', 'service'],
    ['hilfe@example.com', 'service'],
    ['service+2026-bill@example.com', 'service'],
    ['info+web@example.com', 'service'],
    ['info+other@example.com', 'rest'],
    ['angebot+x@shop.example.com', 'sales'],
    ['anybody@example.com', 'rest'],
    ['anybody@shop.example.com', null],
    ['service@example.com.evil.example', null],
    ['service', null],
    ['', null],
  ])('%s: %s', (recipient, slot) => {
    expect(bestChannel(mailboxes, recipient)?.slot ?? null).toBe(slot);
  });

  it.each([
    ['service+x@example.com', 'x'],
    ['service+@example.com', null],
    ['+x@example.com', null],
    ['service@example.com', null],
  ])('the tag of %s is %s', (address, tag) => {
    expect(plusTag(address)).toBe(tag);
  });
});

describe('to which of its addresses a fetched mail was sent', () => {
  const channel = { _id: 'c', kind: 'email', slot: 'service', addresses: mailboxes[0]?.addresses ?? [] };
  it.each([
    ['Delivered-To: hilfe@example.com\r\nTo: list@elsewhere.example', 'hilfe@example.com'],
    ['X-Original-To: hilfe@example.com\r\nDelivered-To: unix@host.example', 'hilfe@example.com'],
    ['Envelope-To: service+a@example.com\r\nTo: hilfe@example.com', 'service@example.com'],
    ['To: other@elsewhere.example\r\nCc: "Hilfe" <hilfe@example.com>', 'hilfe@example.com'],
    ['Received: by x for <hilfe@example.com>; Mon, 02 Nov 2026 10:00:00 +0000', 'hilfe@example.com'],
    ['To: undisclosed-recipients:;', 'service@example.com'],
  ])('%s: %s', async (headers, address) => {
    const raw = Buffer.from(`From: a@b.example\r\n${headers}\r\nSubject: x\r\n\r\nText\r\n`);
    const mail = { raw, envelope: { from: '', to: [] }, arrivedAt: 0, remoteAddress: '' };
    const options = { envelopeRecipient: null, maxBytes: 1_000_000, isOwnMessageId: () => false };
    const { facts } = await toInboundMessage(mail, channel, options);
    expect(facts.address).toBe(address);
  });

  it('leaves the address of another mailbox to that one, with its slot', async () => {
    const raw = Buffer.from('From: a@b.example\r\nTo: billing@example.com\r\nSubject: x\r\n\r\nText\r\n');
    const mail = { raw, envelope: { from: '', to: [] }, arrivedAt: 0, remoteAddress: '' };
    const all = { ...channel, addresses: ['*@example.com'] };
    const billing = { _id: 'd', kind: 'email', slot: 'billing', addresses: ['billing@example.com'] };
    const read = async (envelopeRecipient: string | null) =>
      toInboundMessage(mail, all, {
        envelopeRecipient,
        maxBytes: 1_000_000,
        isOwnMessageId: () => false,
        neighbours: [billing],
      });
    const fetched = await read(null);
    expect([fetched.channelId, fetched.facts.channel, fetched.facts.address]).toEqual([
      'd',
      'billing',
      'billing@example.com',
    ]);
    // Where the envelope is known, the mailbox was chosen by it already.
    expect((await read('billing@example.com')).channelId).toBe('c');
  });
});
