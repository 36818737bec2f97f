import { describe, expect, it } from 'vitest';
import { parseMail } from './parse-mail';

const plain = (subject: string, text: string) =>
  parseMail(
    Buffer.from(
      `From: Kim <kim@example.com>\nTo: service@example.org\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`,
    ),
  );

describe('a subject that leaves it open whether a note or a person speaks', () => {
  it.each([
    ['Urlaub', 'Ich bin bis 3.6. im Urlaub. Ihre E-Mail wird nicht weitergeleitet.'],
    [
      'Thank you for your email',
      'I am out of the office until 3 June. For urgent matters please contact Lee.',
    ],
    ['Ferie', 'Sono in ferie fino al 3 giugno. Per urgenze contattare Lee.'],
    ['Vakantie', 'Ik ben op vakantie tot 3 juni. Voor dringende zaken: Lee.'],
  ])('"%s" is a note where the text is one', async (subject, text) => {
    expect(await plain(subject, text)).toMatchObject({ outOfOffice: true, automatic: { automatic: true } });
  });

  it.each([
    ['Urlaub', 'Ich bin ab Montag im Urlaub. Bitte liefern Sie erst danach.'],
    ['Vakantie', 'Voor dringende zaken: wanneer kan ik boeken?'],
    ['Thank you for your email', 'I am on vacation next week, please call after that.'],
    ['Termin', 'Ich bin im Urlaub. In dringenden Fällen erreichen Sie meine Kollegin.'],
  ])('"%s" is human where the text is that of a person', async (subject, text) => {
    expect(await plain(subject, text)).toMatchObject({ outOfOffice: false, automatic: { automatic: false } });
  });
});

describe('read receipts without the form of one', () => {
  it.each([
    ['Gelesen: Ihre Rechnung', 'Ihre Nachricht\n\nAn: Kim\nBetreff: Ihre Rechnung\n\nwurde am 3.6. gelesen.'],
    ['Read: Your bill', 'Your message\n To: Kim\n Subject: Your bill\n was read on 3 June.'],
    ['Lu : facture', 'Votre message a été lu le 3 juin.'],
    ['Return Receipt (displayed) - bill', 'This is a Return Receipt for the mail that you sent.'],
  ])('tells "%s"', async (subject, text) => {
    expect(await plain(subject, text)).toMatchObject({
      readReceipt: true,
      automatic: { reason: 'read-receipt' },
    });
  });

  it.each([
    ['Gelesen: AGB', 'Ich habe die AGB gelesen. Gilt Punkt 3 auch für mich?'],
    ['Read: your terms', 'Please explain point 3.'],
    ['Return receipt', 'I would like to return the goods, receipt attached.'],
    ['Deleted: my account', 'My account was deleted. Please restore it.'],
  ])('takes "%s" for human', async (subject, text) => {
    expect(await plain(subject, text)).toMatchObject({ readReceipt: false, automatic: { automatic: false } });
  });
});
