import { describe, expect, it } from 'vitest';
import { forwardedMessage } from './forwarded-message';
import { parseMail } from './parse/parse-mail';

const read = async (subject: string, body: string[], type = 'text/plain; charset=utf-8') =>
  forwardedMessage(
    await parseMail(
      Buffer.from(
        [`From: Lisa <lisa@firm.example>`, `Subject: ${subject}`, `Content-Type: ${type}`, '', ...body].join(
          '\r\n',
        ),
      ),
    ),
  );

describe('forwardedMessage', () => {
  it('reads the block that Outlook writes in German', async () => {
    expect(
      await read('WG: Meine Rechnung', [
        'Bitte übernehmen.',
        '',
        '-----Ursprüngliche Nachricht-----',
        'Von: Karl Kunde <karl@customer.example>',
        'Gesendet: Montag, 2. November 2026 10:00',
        'An: Lisa <lisa@firm.example>',
        'Betreff: Meine Rechnung',
        '',
        'Guten Tag, die Rechnung ist zu hoch.',
      ]),
    ).toEqual({
      from: { name: 'Karl Kunde', address: 'karl@customer.example' },
      subject: 'Meine Rechnung',
      text: 'Guten Tag, die Rechnung ist zu hoch.',
    });
  });

  it('reads the block that Gmail writes in English', async () => {
    expect(
      await read('Fwd: My invoice', [
        '---------- Forwarded message ---------',
        'From: Carl Customer <carl@customer.example>',
        'Date: Mon, Nov 2, 2026 at 10:00 AM',
        'Subject: My invoice',
        'To: <lisa@firm.example>',
        '',
        'The invoice is too high.',
      ]),
    ).toMatchObject({ from: { address: 'carl@customer.example' }, text: 'The invoice is too high.' });
  });

  it('reads an attached message', async () => {
    const body = [
      '--b',
      'Content-Type: text/plain',
      '',
      'See below',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'From: Carl Customer <carl@customer.example>',
      'Subject: My invoice',
      '',
      'The invoice is too high.',
      '--b--',
    ];
    expect(await read('Fwd: My invoice', body, 'multipart/mixed; boundary=b')).toMatchObject({
      from: { name: 'Carl Customer', address: 'carl@customer.example' },
      subject: 'My invoice',
      text: 'The invoice is too high.',
    });
  });

  it('takes an answer that quotes for no forwarded mail', async () => {
    const quoted = [
      'Thanks.',
      '',
      'From: Carl <carl@customer.example>',
      'To: x@y.example',
      'Subject: My invoice',
      '',
      'Hi',
    ];
    expect(await read('Re: My invoice', quoted)).toBeNull();
  });
});
