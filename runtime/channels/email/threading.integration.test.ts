import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replyAndQueue, resetInstallation } from '@/runtime/engine/test-kit';
import { allTickets } from '@/runtime/engine/test-records';
import { Agents } from '@/runtime/store/agents';
import { Channels } from '@/runtime/store/channels';
import { Ledger } from '@/runtime/store/ledger';
import { writeMailSettings } from '@/runtime/store/mail-settings';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Tickets } from '@/runtime/store/tickets';
import { type MailInstallation, openMailInstallation, plainMail } from '@/tests/mail-installation';
import { headerOf, readOutbox } from '@/tests/outbox';
import { replyAddress, subjectWithToken } from './reply-token';

process.env.STELLWERK_SECRET_KEY = 's'.repeat(43);

let mail: MailInstallation;
let now = Date.UTC(2026, 10, 2, 9);
beforeAll(async () => {
  mail = await openMailInstallation({ now: () => now });
});
beforeEach(() => resetInstallation(replyAndQueue()));
afterAll(() => mail.close());

const inbound = () => Messages.find({ direction: 'inbound' }).sort({ _id: 1 }).lean<MessageRecord[]>().exec();

async function take(...mails: { raw: string }[]) {
  for (const { raw } of mails) {
    await mail.send(raw);
    await mail.settle();
  }
}

const ada = 'Ada Beispiel <ada@example.org>';
const stranger = 'Eve <eve@elsewhere.example>';

describe('references', () => {
  it('to a mail of ours join its ticket, whoever writes: it bears the ticket token', async () => {
    await take(plainMail());
    const [reply] = await readOutbox(mail.dataDir);
    const id = headerOf(reply, 'message-id') ?? '';
    await take(plainMail({ from: stranger, subject: 'Something else', headers: [`In-Reply-To: ${id}`] }));
    expect(await allTickets()).toHaveLength(1);
    expect((await allTickets())[0]).toMatchObject({ unread: 2, customer: { address: 'ada@example.org' } });
  });

  it("to somebody else's mail join only for those who take part in the ticket", async () => {
    const first = plainMail({ headers: ['Cc: Bob <bob@example.org>'] });
    await take(first);
    const answers = [`References: <${first.messageId}>`, `In-Reply-To: <${first.messageId}>`];
    await take(
      plainMail({ from: ada, subject: 'An addition', headers: answers }),
      plainMail({ from: 'BOB@example.org', subject: 'From the copy', headers: answers }),
      plainMail({ from: stranger, subject: 'Re: My invoice', headers: answers }),
    );
    const [ticket, other, ...none] = await allTickets();
    expect(none).toEqual([]);
    expect(other).toMatchObject({ customer: { address: 'eve@elsewhere.example' }, unread: 1 });
    expect(ticket?.unread).toBe(3);
  });

  it('a token that nobody gave out finds nothing', async () => {
    await take(plainMail(), plainMail({ from: stranger, subject: 'Hello [#0123456789abcdef]' }));
    expect(await allTickets()).toHaveLength(2);
  });
});

describe('our signed token', () => {
  it('leads an answer to its ticket, in the address or in the subject, and by no forged one', async () => {
    await take(plainMail());
    const [ticket] = await allTickets();
    const address = replyAddress('service@stellwerk.local', ticket?.token ?? '');
    const from = stranger;
    await mail.send(plainMail({ from, to: address, subject: 'About that' }).raw, { to: address });
    await take(plainMail({ from, subject: subjectWithToken('Bill', ticket?.token ?? '') }));
    expect(await allTickets()).toHaveLength(1);
    expect((await inbound()).at(-1)?.subject).toBe('Bill');
    const forged = address.replace(/\.[a-z2-7]{10}@/, '.aaaaaaaaaa@');
    await mail.send(plainMail({ from, to: forged, subject: 'Forged' }).raw, { to: forged });
    await mail.settle();
    expect(await allTickets()).toHaveLength(2);
  });
});

describe('the same sender with the same subject', () => {
  it('joins his open ticket within the window, also behind Re and WG, and never a closed one', async () => {
    await take(plainMail());
    now += 3 * 86_400_000;
    await take(plainMail({ subject: 'AW: Re: my  invoice' }));
    expect(await allTickets()).toHaveLength(1);
    await Tickets.updateMany({}, { $set: { state: 'closed' } }).exec();
    await take(plainMail());
    expect(await allTickets()).toHaveLength(2);
  });

  it('opens a new one after the window, for another sender, and where it is switched off', async () => {
    await take(plainMail());
    await take(plainMail({ from: stranger, subject: 'Re: My invoice' }));
    expect(await allTickets()).toHaveLength(2);
    now += 8 * 86_400_000;
    await take(plainMail({ subject: 'Re: My invoice' }));
    expect(await allTickets()).toHaveLength(3);
    await writeMailSettings({ sameSubjectDays: 0 });
    await take(plainMail({ subject: 'Re: My invoice' }));
    expect(await allTickets()).toHaveLength(4);
  });

  it('is no answer as long as nothing marks it as one', async () => {
    await take(plainMail(), plainMail());
    expect(await allTickets()).toHaveLength(2);
  });

  it('joins when both come in at the same moment', async () => {
    const answer = () => plainMail({ subject: 'Re: My invoice' }).raw;
    await Promise.all([mail.send(answer()), mail.send(answer())]);
    await mail.settle();
    expect((await allTickets()).reduce((sum, { unread }) => sum + unread, 0)).toBe(2);
    expect(new Set((await inbound()).map(({ customerId }) => customerId)).size).toBe(1);
  });

  it('is never enough for mail from machines', async () => {
    const alert = () => plainMail({ from: 'noreply@shop.example', subject: 'New order' });
    await take(alert(), alert());
    expect(await allTickets()).toHaveLength(2);
    expect(await Ledger.countDocuments({ reason: 'automatic' }).exec()).toBe(2);
  });
});

describe('a mail passed on', () => {
  const forwarded = (from: string) =>
    plainMail({
      from,
      subject: 'WG: Mein Vertrag',
      text: [
        'Bitte übernehmen.',
        '',
        '-----Ursprüngliche Nachricht-----',
        'Von: Karl Kunde <karl@customer.example>',
        'Gesendet: Montag, 2. November 2026 10:00',
        'An: Lisa <lisa@firm.example>',
        'Betreff: Mein Vertrag',
        '',
        'Ich möchte kündigen.',
      ].join('\r\n'),
    });

  it('by an agent becomes a ticket of the one who wrote it', async () => {
    await Agents.create({
      _id: 'lisa',
      name: 'Lisa',
      email: 'Lisa@firm.example',
      presenceSince: new Date(now),
    });
    await take(forwarded('Lisa <lisa@firm.example>'));
    expect((await allTickets())[0]).toMatchObject({
      subject: 'Mein Vertrag',
      customer: { name: 'Karl Kunde', address: 'karl@customer.example' },
    });
    const [message] = await inbound();
    expect(message?.text).toBe('Ich möchte kündigen.');
    expect(message?.fullText).toContain('Bitte übernehmen.');
    const replies = await Messages.find({ direction: 'outbound' }).lean<MessageRecord[]>().exec();
    expect(replies.map(({ to }) => to[0]?.address)).toEqual(['karl@customer.example']);
  });

  it('by somebody who only uses the agent’s address is not the customer’s', async () => {
    await Agents.create({
      _id: 'lisa',
      name: 'Lisa',
      email: 'lisa@firm.example',
      presenceSince: new Date(now),
    });
    const settings = { authenticationServer: 'mx.firm.example' };
    await Channels.updateOne({ _id: 'channel-service' }, { $set: { settings } }).exec();
    const forged = () => {
      const { raw } = forwarded('Lisa <lisa@firm.example>');
      return `Authentication-Results: mx.firm.example; dmarc=fail header.from=firm.example\r\n${raw}`;
    };
    // The listener looks for changed settings every second.
    await expect
      .poll(
        async () => {
          await take({ raw: forged() });
          return (await allTickets()).at(-1)?.customer.address;
        },
        { timeout: 10_000, interval: 200 },
      )
      .toBe('lisa@firm.example');
  });

  it('by anybody else is his own', async () => {
    await take(forwarded('Lisa <lisa@firm.example>'));
    expect((await allTickets())[0]?.customer.address).toBe('lisa@firm.example');
  });
});

describe('a mail that was cut', () => {
  const pieces = [
    ['Message-ID: <whole@example.org>', 'Content-Type: multipart/mixed; boundary="b"', '', '--b', '', 'Here'],
    ['they are.', '--b', 'Content-Type: text/csv; name="list.csv"'],
    ['', 'a;b', '--b--'],
  ].map((lines) => lines.join('\r\n'));
  const piece = (number: number, from = ada) => {
    const { raw } = plainMail({ from, subject: `My photos (${number}/3)`, text: pieces[number - 1] ?? '' });
    const type = `message/partial; id="cut@example.org"; number=${number}; total=3`;
    return { raw: raw.replace('text/plain; charset=utf-8', type) };
  };

  it('says what is missing, and is put together with the last of its pieces', async () => {
    const last = piece(2);
    await take(piece(3), piece(1));
    expect((await inbound()).map(({ text }) => text)).toEqual([
      expect.stringContaining('Still missing: part 1, 2'),
      expect.stringContaining('Still missing: part 2'),
    ]);
    await take(last, last);
    expect(await allTickets()).toHaveLength(1);
    expect(await Ledger.countDocuments({ state: 'ticket' }).exec()).toBe(3);
    const [, , joined] = await inbound();
    expect(joined).toMatchObject({ text: 'Here\nthey are.', attachments: [{ name: 'list.csv' }] });
  });

  it('takes no piece from somebody else', async () => {
    await take(piece(1), piece(2), piece(3, stranger));
    expect(await allTickets()).toHaveLength(2);
    expect((await inbound()).filter(({ text }) => text.includes('Here\nthey are.'))).toEqual([]);
  });
});

describe('mail from another Stellwerk', () => {
  it('is taken; our own coming back is not', async () => {
    await take(
      plainMail({
        from: stranger,
        messageId: 'sw.0123456789abcdef0123.0123456789abcdef@elsewhere.example',
      }),
    );
    expect(await allTickets()).toHaveLength(1);
    const [reply] = await readOutbox(mail.dataDir).then((mails) => mails.slice(-1));
    const id = headerOf(reply, 'message-id') ?? '';
    const back = `Message-ID: ${id}\r\nFrom: service@stellwerk.local\r\nDate: Mon, 01 Jun 2026 10:00:00 +0200\r\nSubject: Re: x\r\n\r\nBack\r\n`;
    await take({ raw: back });
    expect(await Ledger.countDocuments({ state: 'rejected', reason: 'loop' }).exec()).toBe(1);
    expect(await allTickets()).toHaveLength(1);
  });
});
