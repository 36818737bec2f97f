import { expect, it } from 'vitest';
import { replacePersonalData } from './replace-personal-data';

const people = [
  { name: 'Jo Li', address: 'jo@a.example' },
  { name: 'Max Groß', address: 'max@b.example' },
  { name: 'Dr. Ina von der Heide', address: 'ina@c.example' },
];

it.each([
  // Names of those who wrote, whole words only; the little words of a name stay words.
  ['Max has paid, says MAX GROSS?', 'Bente has paid, says BENTE GROSS?'],
  ['Maximum', 'Maximum'],
  ['Die Rechnung von der Heide', 'Die Rechnung von der Clausen'],
  // Names that are only told.
  ['Viele Grüße\nErika Mustermann', 'Viele Grüße\nDana Dorn'],
  ['Mit freundlichen Grüßen,\n\nE. Mustermann-Öz', 'Mit freundlichen Grüßen,\n\nE. Dorn'],
  ['Kind regards,\nPat O’Brian', 'Kind regards,\nDana Dorn'],
  ['Danke und Gruß, Kim', 'Danke und Gruß, Dana'],
  ['mein Name ist Kim Sommer und ich', 'mein Name ist Dana Dorn und ich'],
  ['My name is Kim Sommer.', 'My name is Dana Dorn.'],
  ['Ich sprach mit Herrn Dr. Sommer.', 'Ich sprach mit Herrn Dr. Dana.'],
  ['Viele Grüße\nBitte melden', 'Viele Grüße\nBitte melden'],
  ['Danke für die Antwort\nWann kommt sie?', 'Danke für die Antwort\nWann kommt sie?'],
  // Addresses.
  ['write to other@d.example', 'write to person4@example.org'],
  ['Lindenstraße 12a, 10969 Berlin', 'Musterstraße 1, 12345 Musterstadt'],
  // Numbers.
  ['+49 (30) 1234-567', '+00 (00) 0000-000'],
  ['0171.234.56.78', '0000.000.00.00'],
  ['iban de89 3704-0044-0532-0130-00', 'iban DE00 0000 0000 0000 0000 00'],
  ['GB29NWBK60161331926819.', 'DE00 0000 0000 0000 0000 00.'],
  ['Kundennummer 4711', 'Kundennummer 0000'],
  ['Kunden-Nr.: K-48213', 'Kunden-Nr.: K-00000'],
  ['meine Kd.-Nr. ist 4711, danke', 'meine Kd.-Nr. ist 0000, danke'],
  ['customer number: AB12-9', 'customer number: AB00-0'],
  ['Zählernummer 1ESY1161', 'Zählernummer 0ESY0000'],
  ['account 123 is empty', 'account 000 is empty'],
  ['geboren am 1.2.1980', 'geboren am 01.01.1980'],
  // What flows read stays.
  ['Order 4711 of 2026-11-20 10:15', 'Order 4711 of 2026-11-20 10:15'],
  ['am 20.11.2026 um 9 Uhr', 'am 20.11.2026 um 9 Uhr'],
  ['11/20/2026', '11/20/2026'],
  ['1.234.567,89 EUR', '1.234.567,89 EUR'],
  ['Der Vertrag gilt 24 Monate, Kunde seit 2019', 'Der Vertrag gilt 24 Monate, Kunde seit 2019'],
])('%j', (text, expected) => {
  expect(replacePersonalData(people).text(text).toLowerCase()).toBe(expected.toLowerCase());
});

it('replaces what it has found once wherever it stands again, also alone', () => {
  const { text } = replacePersonalData([]);
  expect(text('Kundennummer 48213\nViele Grüße\nErika Mustermann')).toBe(
    'Kundennummer 00000\nViele Grüße\nAlex Adler',
  );
  // As an activity found them.
  expect(text('48213')).toBe('00000');
  expect(text('ERIKA')).toBe('Alex');
});

it('leaves addresses of the installation as they are', () => {
  const { text, party } = replacePersonalData([], ['Service@example.com']);
  expect(text('to service@example.com')).toBe('to service@example.com');
  expect(party({ name: 'Service', address: 'service@example.com' }).name).toBe('Service');
});
