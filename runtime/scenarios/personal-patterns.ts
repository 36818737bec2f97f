/** Signs in German and English text that what follows tells of a person, and what is put in its place. */

export const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** ISO 13616, as people write it: in capitals or not, in groups or not. */
export const IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,4})?\b/gi;
export const INVENTED_IBAN = 'DE00 0000 0000 0000 0000 00';

const DATE = String.raw`\d{4}-\d{2}-\d{2}|\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})(?!\d)|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)`;
const AMOUNT = String.raw`\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d{1,3}(?:,\d{3})+\.\d{2}(?!\d)`;
/** Seven digits or more, however they are grouped: telephone, customer and account numbers. */
const LONG_NUMBER = String.raw`\+?\d(?:[\s/().–-]{0,2}\d){6,}`;

/** Dates and amounts come first: they are kept, for a flow may read them, and what is left of long numbers is not. */
export const DATE_AMOUNT_OR_NUMBER = new RegExp(`(?<kept>${DATE}|${AMOUNT})|(?<number>${LONG_NUMBER})`, 'g');

/** The word for a number that stands for a person, and up to four characters between it and the number. */
const NUMBER_WORD = [
  String.raw`(?:Kunden?|Kd|Vertrags?|Konto|Z(?:ä|ae)hler|Mitglieds?|Versicherungs?|Policen?|Patienten|Personal|Kassenzeichen|Steuer|Ausweis|Telefon|Tel|Handy|Mobil|Fax)\.?[- ]?(?:nummer|nr|no|id)?\.?`,
  String.raw`(?:customer|client|contract|account|meter|member(?:ship)?|policy|insurance|patient|passport|tax|phone|mobile)[- ]?(?:number|no|id|#)?\.?`,
].join('|');
export const NAMED_NUMBER = new RegExp(
  String.raw`(?<word>(?<![\p{L}])(?:${NUMBER_WORD})(?:\s+(?:ist|lautet|is))?[\s:#]{1,4})(?<number>(?=[A-Z0-9./-]*\d)[A-Z0-9](?:[A-Z0-9./-]{1,22}[A-Z0-9]))`,
  'giu',
);

const WORD = String.raw`\p{Lu}(?:\.|[\p{L}'’-]+)`;
const NAME = String.raw`${WORD}(?:[ \t]+(?:(?:von|van|de|der|zu)[ \t]+)*${WORD}){0,3}`;
const INTRODUCTION = String.raw`(?:[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Mm]y name is|[Tt]his is)[ \t]+`;
const TITLE = String.raw`(?<!\p{L})(?:Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?)[ \t]+(?:(?:Dr|Prof)\.?[ \t]+)*`;
/** A name that its bearer tells, or that somebody is addressed by. */
export const TOLD_NAME = new RegExp(`(?<before>${INTRODUCTION}|${TITLE})(?<name>${NAME})`, 'gu');

const GREETING = [
  'Gr(?:ü|ue)(?:ß|ss)en?',
  'Gru(?:ß|ss)',
  'LG|MfG|VG|[Rr]egards|[Bb]est wishes|[Ss]incerely|[Ff]aithfully|[Tt]ruly|[Cc]heers',
  '[Tt]hanks|[Tt]hank you|[Dd]anke',
].join('|');
/** A name on the line below the greeting, and nothing else there. */
export const SIGNED_BELOW = new RegExp(
  String.raw`(?<before>(?<!\p{L})(?:${GREETING})[^\n]{0,20}\n\s*)(?<name>${NAME})(?=[ \t.]*(?:\n|$))`,
  'gu',
);
/** A name behind the greeting in one line: `Viele Grüße, Erika`. */
export const SIGNED_IN_LINE = new RegExp(
  String.raw`(?<before>(?<!\p{L})(?:${GREETING}),?[ \t]+)(?<name>${NAME})(?=[ \t.!]*(?:\n|$))`,
  'gu',
);

/** A street with its number, and a German postcode with its town. */
export const STREET =
  /(?<!\p{L})\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|weg|allee|gasse|platz|ring|damm|ufer)\s+\d{1,4}\s?[a-z]?(?![\p{L}\p{N}])/gu;
export const INVENTED_STREET = 'Musterstraße 1';
export const TOWN = /(?<![\d.,-])\d{5}[ \t]+(?=\p{Lu}\p{Ll})\p{L}[\p{L}-]+(?![\p{L}])/gu;
export const INVENTED_TOWN = '12345 Musterstadt';

/** When somebody was born. */
export const BIRTHDAY = new RegExp(
  String.raw`(?<before>(?:\bgeb\.?|[Gg]eboren|[Gg]eburts(?:datum|tag)|\bborn|[Dd]ate of birth|\bDOB)[^\d\n]{0,14})(?:${DATE})`,
  'gu',
);
export const INVENTED_BIRTHDAY = '01.01.1980';

/** Parts of names that are words of the language as well: they tell of nobody alone. */
export const NO_NAME = new Set(
  [
    'dr prof herr frau mr mrs ms miss von van der den dem des die das zu zum zur und and the de del la le di da',
    'gmbh ag kg ohg ug mbh ltd inc llc plc co e.v. ev team service support info kontakt office verwaltung',
  ]
    .join(' ')
    .split(' '),
);
