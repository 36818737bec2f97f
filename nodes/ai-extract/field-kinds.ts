import type { WrittenVariable } from '@/runtime/flow/node-definition';

/** Kinds of values that are looked for in a text. */
export const FIELD_KINDS = [
  'customerNumber',
  'contractNumber',
  'invoiceNumber',
  'orderNumber',
  'meterNumber',
  'meterReading',
  'date',
  'amount',
  'number',
  'iban',
  'email',
  'phone',
  'text',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What a kind's values are, and how they stand in flow variables. */
export const TYPE_OF_KIND: Readonly<Record<FieldKind, WrittenVariable['type']>> = {
  customerNumber: 'text',
  contractNumber: 'text',
  invoiceNumber: 'text',
  orderNumber: 'text',
  meterNumber: 'text',
  meterReading: 'number',
  date: 'date',
  amount: 'number',
  number: 'number',
  iban: 'text',
  email: 'text',
  phone: 'text',
  text: 'text',
};

/** A value of each kind, for trying a flow out. */
export const SAMPLES: Readonly<Record<FieldKind, string | number>> = {
  customerNumber: 'KD-4711',
  contractNumber: 'V-20815',
  invoiceNumber: 'RE-2026-1042',
  orderNumber: 'B-30417',
  meterNumber: '1EMH0012345678',
  meterReading: 12_345,
  date: '2026-11-20',
  amount: 49.9,
  number: 3,
  iban: 'DE02120300000000202051',
  email: 'eva@example.org',
  phone: '+4930123456',
  text: 'Hauptstraße 3',
};

/**
 * Words that a value of a kind stands behind, in German and English. A blank stands for a blank, a dot, a hyphen, or nothing;
 * `ä` also for `ae`.
 */
export const LABELS_OF_KIND: Readonly<Record<FieldKind, readonly string[]>> = {
  customerNumber: [
    ...'kundennummer|kunden nr|kundennr|kd nr|kdnr|kunden id|kundenkonto|kundenkontonummer'.split('|'),
    ...'customer number|customer no|customer id|customer reference|client number|account number|account no'.split(
      '|',
    ),
  ],
  contractNumber: [
    ...'vertragsnummer|vertrags nr|vertragsnr|vertragskonto|vertragskontonummer|versicherungsnummer|policennummer'.split(
      '|',
    ),
    ...'contract number|contract no|contract id|contract account|policy number|policy no'.split('|'),
  ],
  invoiceNumber: [
    ...'rechnungsnummer|rechnungs nr|rechnungsnr|rechnung nr|rg nr|belegnummer'.split('|'),
    ...'invoice number|invoice no|invoice id|bill number|bill no|invoice #'.split('|'),
  ],
  orderNumber: [
    ...'bestellnummer|bestell nr|bestellnr|auftragsnummer|auftrags nr|auftragsnr'.split('|'),
    ...'order number|order no|order id|order #|purchase order'.split('|'),
  ],
  meterNumber: [
    ...'zählernummer|zähler nr|zählernr'.split('|'),
    ...'meter number|meter no|meter id|meter serial number|meter serial'.split('|'),
  ],
  meterReading: [
    ...'zählerstand|ablesestand|stand des zählers|ablesewert|stand'.split('|'),
    ...'meter reading|meter reads|meter shows|reading'.split('|'),
  ],
  date: ['datum', 'am', 'zum', 'date', 'dated'],
  amount: ['betrag', 'summe', 'abschlag', 'rechnungsbetrag', 'amount', 'total', 'sum'],
  number: ['anzahl', 'menge', 'number', 'quantity'],
  iban: ['iban'],
  email: ['e mail adresse', 'e mail', 'mail', 'email address', 'email'],
  phone: [
    ...'telefonnummer|telefon|tel|mobil|mobilnummer|handy|handynummer|rufnummer|rückrufnummer'.split('|'),
    ...'phone number|phone|mobile number|mobile|cell|call me at|call me on|reach me at|reach me on'.split(
      '|',
    ),
  ],
  text: [],
};
