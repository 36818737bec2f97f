import { describe, expect, it } from 'vitest';
import { parseMail } from './parse/parse-mail';
import { ownerOf, recipientOf } from './recipient-of';

const found = async (addresses: string[], header: string) =>
  recipientOf(await parseMail(Buffer.from(`${header}\nSubject: x\n\nx`)), { addresses });

describe('recipientOf', () => {
  it.each([
    ['To', ['service@x.example'], 'To: Service@x.example', 'Service@x.example'],
    ['a plus-address', ['service@x.example'], 'To: service+vip@x.example', 'service+vip@x.example'],
    [
      'the copy that was delivered',
      ['service@x.example', 'billing@x.example'],
      'Delivered-To: billing@x.example\nTo: service@x.example, billing@x.example',
      'billing@x.example',
    ],
    [
      'a blind copy',
      ['service@x.example'],
      'Delivered-To: service@x.example\nTo: boss@y.example',
      'service@x.example',
    ],
    ['nothing', ['service@x.example'], 'To: boss@y.example', 'service@x.example'],
    [
      'the envelope that the server noted',
      ['all@x.example', '*@x.example'],
      'X-Original-To: billing@x.example\nDelivered-To: all@x.example\nTo: list@y.example',
      'billing@x.example',
    ],
    [
      'an address of the domain before the collecting mailbox',
      ['all@x.example', '*@x.example'],
      'Delivered-To: all@x.example\nTo: billing@x.example',
      'billing@x.example',
    ],
    [
      'the mailbox itself before a colleague in copy',
      ['service@x.example', '*@x.example'],
      'Delivered-To: service@x.example\nTo: service@x.example\nCc: boss@x.example',
      'service@x.example',
    ],
    [
      'the mailbox itself where the server noted it',
      ['service@x.example', '*@x.example'],
      'Envelope-To: service@x.example\nDelivered-To: service@x.example\nTo: boss@x.example',
      'service@x.example',
    ],
  ])('goes by %s', async (_, addresses, header, expected) => {
    expect(await found(addresses, header)).toBe(expected);
  });
});

describe('ownerOf', () => {
  const all = { addresses: ['all@x.example', '*@x.example'] };
  const billing = { addresses: ['billing@x.example'] };
  const everything = { addresses: ['*@x.example'] };

  it.each([
    ['the mailbox of that address', 'billing@x.example', all, billing],
    ['the mailbox of that address behind its plus', 'billing+7@x.example', all, billing],
    ['the one that has it itself', 'all@x.example', all, all],
    ['the collecting one where nobody has it', 'sales@x.example', all, all],
    ['the one that it lies in, where that has it too', 'billing@x.example', billing, billing],
  ])('is %s', (_, recipient, mailbox, owner) => {
    expect(ownerOf(recipient, mailbox, [everything, billing, all])).toBe(owner);
  });
});
