import { describe, expect, it } from 'vitest';
import { parseMail } from './parse-mail';

describe('what is text and file at once', () => {
  const parts = (...bodies: string[]) =>
    `Content-Type: multipart/mixed; boundary=a\n\n${bodies.map((body) => `--a\n${body}`).join('\n')}`;

  it.each([
    [
      'a first part that is a named file to be shown',
      `${parts('Content-Disposition: inline; filename=order.txt\n\nwords')}\n--a--\n`,
      'words',
      ['order.txt'],
    ],
    [
      'a first part with a mere name',
      `${parts('Content-Type: text/plain; name=x\n\nwords')}\n--a--\n`,
      'words',
      [],
    ],
    [
      'a part in which the mail breaks off two levels deep',
      parts('Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nwords\n'),
      'words',
      ['attachment-1.txt'],
    ],
    [
      'a text in two forms of which the mail breaks off in the first',
      parts('Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nwords\n'),
      'words',
      [],
    ],
    ['a part in which the mail breaks off', parts('Content-Type: text/plain\n\nwords\n'), 'words', []],
    [
      'a multipart without its boundary',
      'Content-Type: multipart/mixed; boundary=a\n\nwords\n',
      'words',
      ['attachment-1.txt'],
    ],
  ])('%s', async (_, raw, words, names) => {
    const parsed = await parseMail(Buffer.from(raw.replace(/\n/g, '\r\n')));
    expect(parsed.text.trim()).toBe(words);
    expect(parsed.attachments.map(({ name }) => name)).toEqual(names);
  });
});
