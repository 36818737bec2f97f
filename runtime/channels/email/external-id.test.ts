import { describe, expect, it } from 'vitest';
import { externalIdOfMail } from './external-id';

const mail = (headers: string[], body = 'Hello') => Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`);
const plain = [
  'Message-ID: <one@example.com>',
  'Date: Mon, 02 Nov 2026 10:00:00 +0100',
  'From: a@example.com',
  'Subject: Bill',
];

describe('externalIdOfMail', () => {
  it('recognises a repeated delivery although its trace headers differ', () => {
    const first = externalIdOfMail(mail(['Received: from a by b; one', ...plain]), ['service@example.com']);
    const second = externalIdOfMail(mail(['Received: from c by d; two', ...plain]), ['service@example.com']);
    expect(second).toBe(first);
  });

  it('tells mails apart that only share a Message-ID', () => {
    const first = externalIdOfMail(mail(plain, 'Please pay'), ['service@example.com']);
    expect(externalIdOfMail(mail(plain, 'Please do not pay'), ['service@example.com'])).not.toBe(first);
    expect(externalIdOfMail(mail(plain, 'Please pay'), ['billing@example.com'])).not.toBe(first);
  });

  it('reads folded headers and bare line feeds', () => {
    const folded = mail(['Message-ID:', '\t<one@example.com>', ...plain.slice(1)]);
    expect(externalIdOfMail(folded, ['s@example.com'])).toBe(
      externalIdOfMail(mail(plain), ['s@example.com']),
    );
    const unix = Buffer.from(`${plain.join('\n')}\n\nHello`);
    expect(externalIdOfMail(unix, ['s@example.com'])).toBe(externalIdOfMail(mail(plain), ['s@example.com']));
  });

  it('takes a mail without Message-ID and Date as a new one every time', () => {
    const anonymous = mail(['From: a@example.com']);
    expect(externalIdOfMail(anonymous, [], () => '1')).not.toBe(externalIdOfMail(anonymous, [], () => '2'));
  });
});
