import { describe, expect, it } from 'vitest';
import { visibleTextOf, visibleTextOfHtml } from './visible-text';

const REPLY = 'Guten Tag,\n\nja, bitte liefern Sie am Freitag.\n\nViele Grüße\nErika';

describe('quoted mails in text', () => {
  it.each([
    [
      'Thunderbird, German',
      'Am 04.05.2026 um 10:00 schrieb Service:\n> Wann sollen wir liefern?\n> Ihr Service',
    ],
    [
      'Apple Mail, German',
      'Am 04.05.2026 um 10:00 schrieb Service Team <service@example.org>:\n\n> Wann sollen wir liefern?',
    ],
    [
      'Gmail, German',
      'Am Mo., 4. Mai 2026 um 10:00 Uhr schrieb Service <\nservice@example.org>:\n\n> Wann sollen wir liefern?',
    ],
    [
      'Gmail on Android, German',
      'Service <service@example.org> schrieb am Mo., 4. Mai 2026, 10:00:\n\n> Wann sollen wir liefern?',
    ],
    [
      'Outlook, German',
      'Von: Service <service@example.org>\nGesendet: Montag, 4. Mai 2026 10:00\nAn: Erika <erika@example.com>\nBetreff: Lieferung\n\nWann sollen wir liefern?',
    ],
    [
      'Outlook with a rule',
      '________________________________\nVon: Service <service@example.org>\nGesendet: Montag, 4. Mai 2026 10:00:11\nAn: Erika\nBetreff: Lieferung\n\nWann sollen wir liefern?',
    ],
    ['Outlook Express, German', '-----Ursprüngliche Nachricht-----\nVon: Service\nWann sollen wir liefern?'],
    [
      'GMX and Web.de',
      'Gesendet: Montag, 04. Mai 2026 um 10:00 Uhr\nVon: "Service" <service@example.org>\nAn: erika@example.com\nBetreff: Lieferung\nWann sollen wir liefern?',
    ],
    [
      'T-Online',
      '-----Original-Nachricht-----\nBetreff: Lieferung\nDatum: 2026-05-04T10:00:00+0200\nVon: "Service" <service@example.org>\nAn: "erika@example.com" <erika@example.com>\n\nWann sollen wir liefern?',
    ],
    [
      'Samsung, German',
      '-------- Ursprüngliche Nachricht --------\nVon: Service <service@example.org>\nDatum: 04.05.26 10:00 (GMT+01:00)\nAn: erika@example.com\nBetreff: Lieferung\n\nWann?',
    ],
    [
      'Gmail, English',
      'On Mon, May 4, 2026 at 10:00 AM Service <service@example.org> wrote:\n\n> When shall we deliver?',
    ],
    [
      'Apple Mail, English',
      'On 4. May 2026, at 10:00, Service <service@example.org> wrote:\n\nWhen shall we deliver?',
    ],
    [
      'Outlook, English',
      'From: Service <service@example.org>\nSent: Monday, May 4, 2026 10:00 AM\nTo: Erika <erika@example.com>\nSubject: Delivery\n\nWhen shall we deliver?',
    ],
    [
      'a forwarded mail',
      '---------- Forwarded message ---------\nFrom: Service <service@example.org>\nDate: Mon, May 4, 2026\nSubject: Delivery\nTo: <erika@example.com>\n\nWhen?',
    ],
    [
      'Yahoo, German',
      'Service <service@example.org> schrieb am 10:00 Montag, 4.Mai 2026:\n\nWann sollen wir liefern?',
    ],
    [
      'a quotation with a bar',
      '2026/5/4 Service <service@example.org>\n\n| Wann sollen wir liefern?\n| Ihr Service',
    ],
    ['a date and an addressee', 'Date: Mon, 4 May 2026 10:00:02 +0200\nTo: service@example.org'],
    ['an answer that says "sent"', 'On 4-May-2026, at 10:00, Service <service@example.org> sent:\n\n> Wann?'],
    [
      'a quotation whose long lines were torn apart',
      'On May 4, 2026 10:00, Service <service@example.org> wrote:\n> Bitte sagen Sie uns doch, wann wir Ihnen den Wasserkocher und auch den\nneuen Toaster liefern sollen.\n> Details (https://example.org/a\nid=4711)\n> Ihr Service',
    ],
    ['a reply marker', '##- Please type your reply above this line -##\n\nYour ticket has been updated'],
  ])('takes away %s', (_, quoted) => {
    const result = visibleTextOf(`${REPLY}\n\n${quoted}\n`);
    expect(result.visible).toBe(REPLY);
    expect(result.quoted).toBe(quoted);
  });

  it.each([
    ['dashes', '-'.repeat(600)],
    ['dashes before words', `${'-'.repeat(270)} above this line`],
    ['dashes around words', `${'- '.repeat(150)}reply${' -'.repeat(100)} above this line${' -'.repeat(40)}x`],
  ])('is not held up by thousands of lines of %s', (_, line) => {
    const text = `Hallo,\n${`${line}\n`.repeat(5000)}bitte melden.`;
    expect(visibleTextOf(text).visible).toMatch(/^Hallo/);
  });

  it('keeps answers between and below quotations', () => {
    expect(visibleTextOf('> Frage eins?\nJa.\n> Frage zwei?\nNein.').visible).toBe('Ja.\nNein.');
    expect(visibleTextOf('On 04/05/2026 10:00, Service wrote:\n> When?\n\nOn Friday please.').visible).toBe(
      'On Friday please.',
    );
  });

  it('finds an attribution behind the words of the customer', () => {
    expect(visibleTextOf('Ja On Mon, May 4, 2026 at 10:00, s@example.org wrote:\n> Wann?').visible).toBe(
      'Ja',
    );
    expect(visibleTextOf('Ja, gern. Am 04.05.2026 um 10:00 schrieb Service:\n\n> Wann?').visible).toBe(
      'Ja, gern.',
    );
    const told = 'I asked On Mon, May 4, 2026 at 10:00, and he wrote:\nnothing';
    expect(visibleTextOf(told).visible).toBe(told);
  });

  it('keeps an answer in small letters below a wrapped question', () => {
    const text = `> ${'wann sollen wir Ihnen '.repeat(3)}liefern?\nam Montag bitte\n> Und wohin?\nnach Berlin`;
    expect(visibleTextOf(text).visible).toBe('am Montag bitte\nnach Berlin');
  });

  it('cuts the history of a mail that was passed on with its head above', () => {
    const head = 'Von: A <a@example.com>\nGesendet: Montag, 4. Mai 2026 10:00\nAn: B\nBetreff: C';
    expect(visibleTextOf(`${head}\n\nBitte helfen.\n\n${head.replace('A <a', 'D <d')}\n\nAlt`).visible).toBe(
      `${head}\n\nBitte helfen.`,
    );
  });

  it('keeps everything when nothing else would be left', () => {
    const forwarded =
      'Von: A <a@example.com>\nGesendet: Montag\nAn: B\nBetreff: C\n\nBitte kümmern Sie sich darum.';
    expect(visibleTextOf(forwarded)).toEqual({ visible: forwarded, quoted: null, signature: null });
    expect(visibleTextOf('> only a quotation').visible).toBe('> only a quotation');
    expect(visibleTextOf('Sent from my iPhone').visible).toBe('Sent from my iPhone');
    expect(visibleTextOf('   ').visible).toBe('');
  });
});

describe('customer text that only looks like a quotation stays', () => {
  it.each([
    'Ich reise\nVon: Berlin\nNach: Hamburg\nDatum: 3.5.2026\nBitte buchen Sie um.',
    'Am 12.03.2026 schrieb mir Ihre Kollegin:\nSie bekommen Ihr Geld zurück.\nIch habe nichts bekommen.',
    'On Monday your agent wrote:\nyou will get a refund.\nI got nothing.',
    'My boss wrote 3 mails about this already:\nno answer.',
    'Sonderangebot\n>>> Nur heute <<<\nWas heißt das?',
    'Preisliste:\n-- Kaffee 3 EUR\n-- Tee 2 EUR\nStimmt das?',
    'Erste Zeile\n\n----------\n\nZweiter Teil nach einer Linie.',
    'Meine Adresse:\nErika Muster\nHauptstraße 1\n12345 Berlin\nTel. 030 1234567\nerika@example.com',
    'Bitte senden an\n\nMit freundlichen Grüßen\nErika Muster\nKundennummer 12345\nTel. 030 1234567\nwww.example.com',
    'Sent from my old address was the wrong one, please update it and call me back today.',
    'Here is another question\n\nSent from my desk, is much easier then my mobile phone.',
    'Sent from the warehouse yesterday it was said, but nothing came.',
    'Hier der Code:\n```\n--\nSent from my mailer\n```\nBitte prüfen.',
    'To: whom it may concern\nSubject of this letter is my broken kettle.',
  ])('%j', (text) => {
    expect(visibleTextOf(text).visible).toBe(text);
  });
});

describe('signatures', () => {
  it.each([
    '-- \nErika Muster\nMuster GmbH',
    '--\nErika',
    'Von meinem iPhone gesendet',
    'Gesendet mit der GMX Mail App',
    'Gesendet von Outlook für Android<https://aka.ms/x>',
    'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
    'Von Samsung Mobile gesendet',
    'Holen Sie sich Outlook für iOS<https://aka.ms/x>',
    'Sent from my iPhone',
    'Sent from my iPhone, please excuse typos',
    '(sent from mobile device)',
    'Sent with Airmail',
    'Sent from Windows Mail',
    'Get Outlook for Android',
    'Sent via the Samsung Galaxy S20, an AT&T 5G smartphone',
    '_______________________________________________\nsomething mailing list\nsomething@lists.example.com\nhttps://lists.example.com/listinfo/something',
    'This e-mail may contain confidential information. If you are not the intended recipient, delete it.',
    'Diese E-Mail enthält vertrauliche und rechtlich geschützte Informationen.',
  ])('takes away %j', (signature) => {
    const result = visibleTextOf(`${REPLY}\n\n${signature}\n`);
    expect(result.visible).toBe(REPLY);
    expect(result.signature).toBe(signature.replace(/ +$/gm, ''));
  });

  it('takes away the company details below a closing formula but keeps the name', () => {
    const text =
      'Bitte um Rückruf.\n\nMit freundlichen Grüßen\nErika Muster\n\nMuster GmbH\nHauptstraße 1\n12345 Berlin\nTel.: +49 30 1234567\nwww.example.com';
    expect(visibleTextOf(text).visible).toBe('Bitte um Rückruf.\n\nMit freundlichen Grüßen\nErika Muster');
  });

  it('keeps a long text below a line of dashes', () => {
    const text = `Eins\n--\n${Array.from({ length: 40 }, (_, index) => `Zeile ${index}`).join('\n')}`;
    expect(visibleTextOf(text).visible).toBe(text);
  });
});

describe('HTML mails', () => {
  const reply = '<div>Ja, bitte am Freitag.</div>';

  it.each([
    [
      'Gmail',
      `${reply}<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Am Mo., 4. Mai 2026 um 10:00 Uhr schrieb Service &lt;service@example.org&gt;:<br></div><blockquote class="gmail_quote">Wann?</blockquote></div>`,
    ],
    [
      'Thunderbird',
      `${reply}<div class="moz-cite-prefix">Am 04.05.2026 um 10:00 schrieb Service:<br></div><blockquote type="cite" cite="mid:x"><p>Wann?</p></blockquote>`,
    ],
    [
      'Apple Mail',
      `${reply}<div><br><blockquote type="cite"><div>Am 04.05.2026 um 10:00 schrieb Service &lt;service@example.org&gt;:</div><br><div>Wann?</div></blockquote></div>`,
    ],
    [
      'Outlook for Windows',
      `${reply}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Von:</b> Service<br><b>Gesendet:</b> Montag</p></div><p>Wann?</p>`,
    ],
    [
      'Outlook on the web',
      `${reply}<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Service<br></div><div>Wann?</div>`,
    ],
    [
      'GMX',
      `${reply}<div name="quote" style="margin:10px 5px"><div><b>Gesendet:</b> Montag, 4. Mai 2026</div><div name="quoted-content">Wann?</div></div>`,
    ],
    [
      'Yahoo',
      `${reply}<div id="yahoo_quoted_1" class="yahoo_quoted"><div>Am Montag, 4. Mai 2026 schrieb Service:</div><div>Wann?</div></div>`,
    ],
    [
      'Proton',
      `${reply}<div class="protonmail_quote">On Monday, Service wrote:<br><blockquote class="protonmail_quote" type="cite">Wann?</blockquote></div>`,
    ],
    ['a signature', `${reply}<div class="gmail_signature">Erika Muster<br>Muster GmbH</div>`],
  ])('finds the reply written with %s', (_, html) => {
    expect(
      visibleTextOfHtml(`<html><head><style>p{}</style></head><body>${html}</body></html>`).visible,
    ).toBe('Ja, bitte am Freitag.');
  });

  it('keeps a blockquote in the middle that no mail program made', () => {
    const html =
      'Sie schrieben:<blockquote>Wir zahlen zurück.</blockquote>Wann?<div>Am 04.05.2026 um 10:00 schrieb S &lt;s@example.org&gt;:</div><blockquote>alt</blockquote>';
    expect(visibleTextOfHtml(html).visible).toBe('Sie schrieben:\n\nWir zahlen zurück.\n\nWann?');
  });

  it('does not show hidden text and scripts', () => {
    expect(
      visibleTextOfHtml(
        '<div style="display:none">preview</div><script>x()</script><p>Hallo &amp; guten&nbsp;Tag &#8364;</p>',
      ).visible,
    ).toBe('Hallo & guten Tag €');
  });
});
