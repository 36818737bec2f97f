import { describe, expect, it } from 'vitest';
import { visibleTextOf } from './visible-text';

// What a customer wrote must never be taken for quotation or signature, however much it looks like one.
describe('text of the customer stays', () => {
  it.each([
    [
      'who tells when he wrote',
      'Guten Tag,\n\nam 6. Mai 2026 um 10:00 schrieb ich Ihnen schon:\nes geht nicht.',
    ],
    [
      'who tells what a colleague wrote',
      'Guten Tag,\n\nam 3.6.2026 um 10:12 schrieb Ihr Kollege:\n"Das Gerät ist defekt."\n\nWas nun?',
    ],
    [
      'who names the colleague by his address',
      'Hallo,\n\nIhr Mitarbeiter service@example.org schrieb am 3. Juni:\n\nEs ist defekt.\n\nWas nun?',
    ],
    [
      'who tells it without a year',
      'Am 3. Juni um 10:12 schrieb Firma Muster:\n\nEs ist defekt.\n\nWas nun?',
    ],
    ['with a list of labels', 'Bitte stornieren:\n\nVon: 3.6.\nAn: Kasse 4\nBetreff: Rechnung 4711\n\nDanke'],
    ['with a journey', 'Bitte buchen:\n\nFrom: Berlin\nTo: Munich\nSubject: ticket\n\nThank you'],
    ['with a table', '| Artikel | Menge |\n| 4711 | 1 |\n\nBitte liefern.'],
    ['with a short wish', 'Hallo,\nDiese E-Mail ist vertraulich.\n\nIch kündige zum 1. Mai.'],
    ['with a question below his name', 'Hallo,\n\n-- \nMax\n\nKann ich auch anrufen?'],
    ['with a command prompt', 'SQL> select 1;\nORA> fehlt\n\nEs geht nicht.'],
    ['with the head of a meter list', 'Guten Tag,\n\nVon: Zähler Nr 5\nStand: 4711\n\nBitte korrigieren.'],
    ['who tells on which day he wrote', 'Hello,\n\nOn Monday I wrote:\nit is broken.\n\nNobody answered.'],
    ['with a marked line', '-- above this line is my old address --\nPlease use the new one.'],
    ['with dates', 'Termine:\n\n2026-01-15 14:30:25\n15.01.2026 14:30\n\nWelcher passt?'],
  ])('%s', (_, text) => {
    expect(visibleTextOf(text)).toEqual({
      visible: text.replace(/ +$/gm, ''),
      quoted: null,
      signature: null,
    });
  });

  it('is found between and below quotations with initials', () => {
    const text =
      'Hallo,\n\nMontag, 3. Juni 2026, 10:12:13, schrieben Sie:\n\nKM> Frage eins?\n\nJa.\n\nKM> Frage zwei?\n\nNein.';
    expect(visibleTextOf(text).visible).toBe('Hallo,\n\nJa.\n\nNein.');
  });

  it.each([
    ['a help desk', '--- Bitte antworten Sie oberhalb dieser Zeile ---\n\nTicket 4711'],
    [
      'a mail program that puts the month first',
      'Jun 3, 2024 10:12:13 AM Service <service@example.org>:\n\n> Old',
    ],
    ['Lotus Notes', 'Erika Muster ---04.05.2026 10:00:00---Guten Tag, wann sollen wir\n\nVon: E\nAn: K'],
    ['Zoho', '---- On Wed, 24 Feb 2026 14:02:50 +0100 service@example.org wrote ----\n\nOld'],
    ['Zoho, German', '---- Am Mi, 24 Feb 2026 14:02:50 +0100 service@example.org schrieb ----\n\nAlt'],
  ])('ends above a quotation of %s', (_, quotation) => {
    expect(visibleTextOf(`Neu\n\n${quotation}`).visible).toBe('Neu');
  });

  it.each([
    'Outlook für Android<https://aka.ms/AAb9ysg> beziehen',
    'Sent from my HTC One.  Please excuse typos',
    '<<sent by galaxy>>',
    'Sent via Courier ( https://example.com/?vip=k@example.com )',
    '---\nDiese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.\nwww.avast.com',
    '发自我的 iPhone',
  ])('ends above "%s"', (line) => {
    expect(visibleTextOf(`Bitte rufen Sie an.\n\n${line}`).visible).toBe('Bitte rufen Sie an.');
  });
});
