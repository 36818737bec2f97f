import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIsoDate } from '@/runtime/flow/read-date';
import { checkValue } from './check-value';
import { FIELD_KINDS } from './field-kinds';
import { findValues } from './find-values';
import { type ExtractField, extractFieldSchema } from './node';
import { isIban } from './read-iban';

const writtenAt = Date.parse('2026-11-20T10:00:00+01:00');
const source = (text: string, language = 'de') => ({
  text,
  language,
  writtenAt,
  timeZone: 'Europe/Berlin',
  countryCode: language === 'en' ? '44' : '49',
});
const field = (kind: string, more: object = {}): ExtractField =>
  extractFieldSchema.parse({ name: 'x', kind, ...more });
const find = (kind: string, text: string, language?: string, more?: object) =>
  findValues([field(kind, more)], source(text, language)).values.x;

describe('numbers of an office', () => {
  it.each<[string, string, string | null]>([
    ['customerNumber', 'Meine Kundennummer lautet 4711-0815.', '4711-0815'],
    ['customerNumber', 'Kunden-Nr.: KD20417\nVertrag 99', 'KD20417'],
    ['customerNumber', 'Kd.-Nr. 4711 0815 99, Umzug am 3.12.', '4711081599'],
    ['customerNumber', '204417 ist meine Kundennummer', '204417'],
    ['customerNumber', 'Kundennummer habe ich leider keine. Ich wohne in 10115 Berlin.', null],
    ['customerNumber', 'Bitte rufen Sie mich an: 030 1234567', null],
    ['contractNumber', 'zu meinem Vertragskonto 200 345 678', '200345678'],
    ['invoiceNumber', 'Rechnungsnr. RE-2026/118 vom 3.11.2026', 'RE-2026/118'],
    ['orderNumber', 'Bestell-Nr: A-55121 ist nicht da', 'A-55121'],
    ['meterNumber', 'Zaehlernummer 1EMH0012345678, Stand 88', '1EMH0012345678'],
  ])('%s in “%s”', (kind, text, value) => {
    expect(find(kind, text)).toBe(value);
  });

  it.each<[string, string, string]>([
    ['customerNumber', 'My customer no. is C-10293, thanks', 'C-10293'],
    ['customerNumber', 'Customer ID: 55 66 77', '556677'],
    ['orderNumber', 'Where is order #993-1201?', '993-1201'],
    ['invoiceNumber', 'I refer to invoice number INV2026118.', 'INV2026118'],
  ])('%s in “%s”', (kind, text, value) => {
    expect(find(kind, text, 'en')).toBe(value);
  });

  it('chooses none of several, and the same one twice', () => {
    expect(
      findValues([field('customerNumber')], source('Kundennummer 1111, nicht Kundennummer 2222')),
    ).toEqual({
      values: { x: null },
      several: ['x'],
    });
    expect(find('customerNumber', 'Kundennummer 1111 (Kundennr. 1111)')).toBe('1111');
  });

  it('heeds the author’s own words and form', () => {
    expect(find('text', 'Anlage: PV-7\nZimmer: 3. Stock links', 'de', { labels: ['Zimmer'] })).toBe(
      '3. Stock links',
    );
    expect(find('customerNumber', 'Es geht um 88120042.', 'de', { pattern: '88\\d{6}' })).toBe('88120042');
    expect(find('customerNumber', 'Kundennummer 4711', 'de', { pattern: '88\\d{6}' })).toBeNull();
    expect(find('customerNumber', 'Partner-Nr. 90210', 'de', { labels: ['Partner Nr'] })).toBe('90210');
  });
});

describe('meter readings, amounts and numbers', () => {
  it.each<[string, string, string, number | null]>([
    ['meterReading', 'Zählerstand am 20.11.2026: 12.345 kWh', 'de', 12345],
    ['meterReading', 'der Stand ist 4711,5', 'de', 4711.5],
    ['meterReading', 'Wasser 123,456 m³', 'de', 123.456],
    ['meterReading', 'Verbrauch laut Uhr 88012 kWh.', 'de', 88012],
    ['meterReading', 'Zählernummer 1EMH00123', 'de', null],
    ['meterReading', 'My meter reading is 12,345 kWh', 'en', 12345],
    ['meterReading', 'reading on 5 March 2026: 5521.5', 'en', 5521.5],
    ['amount', 'Sie haben 1.234,56 € abgebucht', 'de', 1234.56],
    ['amount', 'EUR 12,50 zu viel am 3.11.', 'de', 12.5],
    ['amount', 'nur 80 Cent', 'de', 0.8],
    ['amount', 'Abschlag 95', 'de', 95],
    ['amount', 'I was charged £1,234.56 twice', 'en', 1234.56],
    ['amount', 'Vertrag 4711', 'de', null],
    ['number', 'Wir sind 4 Personen', 'de', 4],
    ['number', 'Wir sind 4 oder 5', 'de', null],
  ])('%s in “%s”', (kind, text, language, value) => {
    expect(find(kind, text, language)).toBe(value);
  });
});

describe('dates', () => {
  it.each<[string, string, string | null]>([
    ['zum 31.12.2026', 'de', '2026-12-31'],
    ['am 3. Dezember', 'de', '2026-12-03'],
    ['am 5.1.', 'de', '2027-01-05'],
    ['seit 28. Februar 1989', 'de', '1989-02-28'],
    ['geboren 1.2.78', 'de', '1978-02-01'],
    ['gestern abgelesen', 'de', '2026-11-19'],
    ['am 31.2.2026', 'de', null],
    ['2026-03-01T10:00 nicht, aber 2026-03-02', 'de', null],
    ['on 05/03/2026', 'en', '2026-03-05'],
    ['on 03/25/2026', 'en', '2026-03-25'],
    ['March 5th, 2026', 'en', '2026-03-05'],
    ['5 of October', 'en', '2026-10-05'],
    ['moved in yesterday', 'en', '2026-11-19'],
    ['no date in 1234.5 or 10.11', 'en', null],
  ])('“%s”', (text, language, value) => {
    expect(find('date', text, language)).toBe(value);
  });

  it('tells two dates apart by the author’s words', () => {
    const fields = [
      extractFieldSchema.parse({ name: 'out', kind: 'date', labels: ['Auszug', 'ziehe aus'] }),
      extractFieldSchema.parse({ name: 'in', kind: 'date', labels: ['Einzug'] }),
      extractFieldSchema.parse({ name: 'other', kind: 'date', labels: ['Übergabe'] }),
    ];
    expect(findValues(fields, source('Auszug ist am 30.11., Einzug am 1.12.2026.')).values).toEqual({
      out: '2026-11-30',
      in: '2026-12-01',
      other: null,
    });
  });
});

describe('bank accounts, addresses and telephones', () => {
  it.each<[string, string, string, string | null]>([
    ['iban', 'IBAN: DE89 3704 0044 0532 0130 00 bei der Bank', 'de', 'DE89370400440532013000'],
    ['iban', 'de89370400440532013000', 'de', 'DE89370400440532013000'],
    ['iban', 'GB29 NWBK 6016 1331 9268 19.', 'en', 'GB29NWBK60161331926819'],
    ['iban', 'DE88 3704 0044 0532 0130 00', 'de', null],
    ['iban', 'DE89 3704 0044 0532 0130 0', 'de', null],
    ['email', 'Neu: Erika.Muster+Strom@Example.org, danke', 'de', 'erika.muster+strom@example.org'],
    ['email', 'kein @ hier', 'de', null],
    ['phone', 'Tel. 030/1234567', 'de', '+49301234567'],
    ['phone', 'Handy: +49 (0) 171 2345678', 'de', '+491712345678'],
    ['phone', '0049 171 2345678', 'de', '+491712345678'],
    ['phone', 'Der Termin ist am 01.12.2026, Kundennummer 4711', 'de', null],
    ['phone', 'IBAN DE89 3704 0044 0532 0130 00', 'de', null],
    ['phone', 'call me on 020 7946 0018', 'en', '+442079460018'],
  ])('%s in “%s”', (kind, text, language, value) => {
    expect(find(kind, text, language)).toBe(value);
  });
});

describe('what a model answers', () => {
  it.each<[string, string | null, string, string | number | null]>([
    ['customerNumber', 'KD-4711', 'Meine Nummer: KD 4711', 'KD-4711'],
    ['customerNumber', '9999', 'Meine Nummer: KD 4711', null],
    ['customerNumber', 'unknown', 'Nummer unknown', null],
    ['iban', 'DE89370400440532013000', 'Konto DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['iban', 'DE89370400440532013000', 'Konto folgt', null],
    ['iban', 'DE88370400440532013000', 'Konto DE88370400440532013000', null],
    ['meterReading', '12345.5', 'Stand 12.345,5', 12345.5],
    ['meterReading', '12.345', 'Stand 12.345', 12345],
    ['meterReading', '777', 'Stand 12.345', null],
    ['amount', '12,50 €', 'es waren 12,50 Euro', 12.5],
    ['date', '2026-11-27', 'nächsten Freitag', '2026-11-27'],
    ['date', '2026-02-31', 'Ende Februar', null],
    ['email', 'boss@example.com', 'ohne Adresse', null],
    ['phone', '+49 30 1234567', 'Tel 030-1234567', '+49301234567'],
    ['phone', '+49 30 7654321', 'Tel 030-1234567', null],
    ['text', ' Wunsch ', 'egal', 'Wunsch'],
    ['text', '', 'egal', null],
    ['text', null, 'egal', null],
  ])('%s “%s”', (kind, written, text, value) => {
    expect(checkValue(field(kind), written, source(text))).toBe(value);
  });

  it('has to have the author’s form', () => {
    const eight = field('customerNumber', { pattern: '\\d{8}' });
    expect(checkValue(eight, '12345678', source('12345678'))).toBe('12345678');
    expect(checkValue(eight, '1234567', source('1234567'))).toBeNull();
  });
});

describe('any text', () => {
  const fields = FIELD_KINDS.map((kind) => extractFieldSchema.parse({ name: kind, kind, labels: ['Nr'] }));
  const pieces = fc.constantFrom(
    ...[
      'Kundennummer ',
      'Nr. ',
      'IBAN ',
      'DE89',
      ' 3704 0044 0532 0130 00',
      '+49',
      '030/',
      '1.',
      '12.',
      '3',
      '2026',
      ' ',
      '\n',
    ],
    ...['€', 'kWh', '@', 'a', '.de', 'Mai ', 'Stand: ', '(', '-', '’', '\u{1F600}', 'Tel. ', ',50'],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('is read without a fault, and only for values that are of their kind', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('de', 'en'), (text, language) => {
        const { values } = findValues(fields, source(text, language));
        expect(Object.keys(values)).toEqual([...FIELD_KINDS]);
        if (values.date !== null) expect(isIsoDate(String(values.date))).toBe(true);
        if (values.iban !== null) expect(isIban(String(values.iban))).toBe(true);
        if (values.phone !== null) expect(values.phone).toMatch(/^\+\d{7,15}$/);
        for (const kind of ['amount', 'number', 'meterReading'])
          if (values[kind] !== null) expect(Number.isFinite(values[kind])).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is believed of a model only where it stands there', () => {
    fc.assert(
      fc.property(texts, texts, (text, written) => {
        const iban = checkValue(field('iban'), written, source(text));
        if (iban !== null) expect(text.replace(/[^a-z0-9]/gi, '').toUpperCase()).toContain(iban);
        const date = checkValue(field('date'), written, source(text));
        if (date !== null) expect(isIsoDate(String(date))).toBe(true);
        const number = checkValue(field('customerNumber'), written, source(text));
        if (number !== null) expect(number).toMatch(/\d/);
      }),
      { numRuns: 300 },
    );
  });
});
