import { describe, expect, it } from 'vitest';
import { parseMail } from './parse-mail';
import { joinPartialMails, readPartialMail } from './partial-mail';

const whole = [
  'Content-Type: multipart/mixed; boundary="b"',
  'Subject: Photo',
  'Message-ID: <whole@example.com>',
  'Received: inner',
  'MIME-Version: 1.0',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'See the photo.',
  '--b',
  'Content-Type: text/csv; name="list.csv"',
  '',
  'a;b',
  '1;2',
  '--b--',
  '',
].join('\r\n');

function piece(number: number, content: string, total: string): Buffer {
  const header = [
    'From: Kim <Kim@example.com>',
    `Message-ID: <piece-${number}@example.com>`,
    `Subject: Photo (${number}/2)`,
    `Content-Type: message/partial; id="abc@example.com"; number=${number}${total}`,
  ];
  return Buffer.from(`${header.join('\r\n')}\r\n\r\n${content}`);
}

const first = piece(1, whole.slice(0, 190), '');
const second = piece(2, whole.slice(190), '; total=2');

describe('mail that was cut', () => {
  it('tells which piece it is', () => {
    expect(readPartialMail(second)).toEqual({
      id: 'abc@example.com',
      number: 2,
      total: 2,
      author: 'kim@example.com',
      messageId: 'piece-2@example.com',
    });
    expect(readPartialMail(first)?.total).toBeNull();
  });

  it.each([
    'number=0; total=2; id=x',
    'number=3; total=2; id=x',
    'number=1; total=900; id=x',
    'number=1; total=2',
  ])('is not joined with "%s"', (parameters) => {
    expect(readPartialMail(Buffer.from(`Content-Type: message/partial; ${parameters}\n\nx`))).toBeNull();
  });

  it('is put together with the header of the whole mail', async () => {
    const mail = await parseMail(joinPartialMails([first, second]));
    expect(mail).toMatchObject({
      subject: 'Photo',
      messageId: '<whole@example.com>',
      from: { address: 'Kim@example.com' },
      visibleText: 'See the photo.',
    });
    expect(mail.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([
      ['list.csv', 'a;b\r\n1;2'],
    ]);
    expect(mail.headers.filter(({ value }) => value === 'inner')).toEqual([]);
  });
});
