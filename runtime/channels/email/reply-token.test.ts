import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plusTag } from './mail-address';
import {
  replyAddress,
  returnedMessageInTag,
  returnPath,
  subjectWithoutTokens,
  subjectWithToken,
  ticketTokenInTag,
  ticketTokensInSubject,
} from './reply-token';

const before = process.env.STELLWERK_SECRET_KEY;
const takeKey = (key: string) => {
  process.env.STELLWERK_SECRET_KEY = key;
};
beforeAll(() => takeKey('a key that only this test uses, 12345'));
afterAll(() => {
  if (before === undefined) delete process.env.STELLWERK_SECRET_KEY;
  else takeKey(before);
});

const token = '0123456789abcdef';
const digest = '0123456789abcdef0123';
const messageId = `sw.${digest}.${token}@example.com`;
const tagOf = (address: string) => plusTag(address) ?? '';

describe('the reply address', () => {
  it('names its ticket, whatever a mail program makes of its letters', () => {
    const address = replyAddress('service@example.com', token);
    expect(address).toMatch(/^service\+t\.0123456789abcdef\.[a-z2-7]{10}@example\.com$/);
    expect(ticketTokenInTag(tagOf(address))).toBe(token);
    expect(ticketTokenInTag(tagOf(address.toUpperCase()))).toBe(token);
  });

  it('is worth nothing for another ticket, another purpose or another installation', () => {
    const tag = tagOf(replyAddress('service@example.com', token));
    expect(ticketTokenInTag(tag.replace('0123', '0124'))).toBeNull();
    expect(ticketTokenInTag(`t.${token}.aaaaaaaaaa`)).toBeNull();
    expect(ticketTokenInTag(`t-${token}`)).toBeNull();
    expect(returnedMessageInTag(tag)).toBeNull();
    takeKey('a key of some other installation, 1234');
    expect(ticketTokenInTag(tag)).toBeNull();
    takeKey('a key that only this test uses, 12345');
  });

  it('is the plain one where there is no room', () => {
    for (const mailbox of [`${'x'.repeat(40)}@example.com`, 'service+eu@example.com', 'no address']) {
      expect(replyAddress(mailbox, token)).toBe(mailbox);
    }
  });
});

describe('the return path', () => {
  it('names the message that comes back', () => {
    expect(returnedMessageInTag(tagOf(returnPath('service@example.com', messageId)))).toBe(digest);
    expect(returnedMessageInTag(`b.${digest}.aaaaaaaaaa`)).toBeNull();
  });

  it('is the plain one for a Message-ID of somebody else', () => {
    expect(returnPath('service@example.com', 'x@example.com')).toBe('service@example.com');
  });
});

describe('the mark in a subject', () => {
  it('is put there once, read again behind Re and taken away for readers', () => {
    const subject = subjectWithToken('My invoice', token);
    expect(subjectWithToken(subject, token)).toBe(subject);
    expect(ticketTokensInSubject(`AW: ${subject}`)).toEqual([token]);
    expect(subjectWithoutTokens(`AW: ${subject}`)).toBe('AW: My invoice');
  });

  it('counts only where we signed it', () => {
    expect(ticketTokensInSubject(`Hello [#${token}] [#${token}.aaaaaaaaaa]`)).toEqual([]);
  });
});
