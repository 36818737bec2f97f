import { CommandError, unsupported } from '../errors';
import { formatValue } from './format';
import { safeInteger } from './number';
import { type Doc, typeName, type Value } from './value';

/**
 * How strings are compared where a client asks for a language's order. The work is done by ICU, as in MongoDB; what ICU
 * does not offer here is refused.
 * Source: "Collation" in the MongoDB manual.
 */
export class Collation {
  /** Strings that are equal have the same first one of their kind. They lie in the collation's order. */
  private readonly representatives: string[] = [];
  private readonly known = new Map<string, string>();

  private constructor(private readonly collator: Intl.Collator) {}

  /** Reads a `collation` document. Undefined where strings are compared by their bytes, as without one. */
  static parse(value: Value | undefined): Collation | undefined {
    if (value === undefined || value === null) return undefined;
    if (!(value instanceof Map))
      throw new CommandError(
        14,
        `BSON field 'collation' is the wrong type '${typeName(value)}', expected type 'object'`,
      );
    if (value.size === 0) return undefined;
    const locale = localeOf(value);
    const settings = settingsOf(value);
    return locale === undefined ? undefined : new Collation(new Intl.Collator(locale, settings));
  }

  compare(left: string, right: string): number {
    return this.collator.compare(left, right);
  }

  /** The same string for all that are equal, for as long as this collation lives. */
  representative(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const list = this.representatives;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.collator.compare(list[middle] ?? '', text) < 0) low = middle + 1;
      else high = middle;
    }
    const found = list[low];
    const isNew = found === undefined || this.collator.compare(found, text) !== 0;
    if (isNew) list.splice(low, 0, text);
    const representative = isNew ? text : found;
    this.known.set(text, representative);
    return representative;
  }
}

/** Whether comparing the value depends on a collation: it is a string or may hold one. */
export function holdsText(value: Value): boolean {
  return ['string', 'symbol', 'object', 'array'].includes(typeName(value));
}

const FIELDS = [
  'locale',
  'caseLevel',
  'caseFirst',
  'strength',
  'numericOrdering',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
  'version',
];

/** The locale as ICU has it here; undefined for `simple`. */
function localeOf(spec: Doc): string | undefined {
  for (const name of spec.keys()) {
    if (!FIELDS.includes(name))
      throw new CommandError(40415, `BSON field 'collation.${name}' is an unknown field.`);
  }
  const locale = spec.get('locale');
  if (locale === undefined)
    throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  if (typeof locale !== 'string') throw wrongType('locale', locale, 'string');
  if (locale === 'simple') {
    if (spec.size > 1)
      throw new CommandError(2, `collation ${formatValue(spec)} has locale 'simple' and other options`);
    return undefined;
  }
  if (locale.includes('@')) throw unsupported(`the collation locale ${locale}`);
  const tag = locale.replaceAll('_', '-');
  if (
    !/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(tag) ||
    Intl.Collator.supportedLocalesOf(tag).length === 0
  )
    throw new CommandError(2, `Field 'locale' is invalid in: ${formatValue(spec)}`);
  return tag;
}

function settingsOf(spec: Doc): Intl.CollatorOptions {
  const strength = strengthOf(spec.get('strength'));
  const caseLevel = flag(spec, 'caseLevel');
  const caseFirst = oneOf(spec, 'caseFirst', ['off', 'upper', 'lower']);
  const shifted = oneOf(spec, 'alternate', ['non-ignorable', 'shifted']) === 'shifted';
  const spacesOnly = oneOf(spec, 'maxVariable', ['punct', 'space']) === 'space';
  if (flag(spec, 'backwards')) throw unsupported('a collation with backwards');
  if (flag(spec, 'normalization')) throw unsupported('a collation with normalization');
  if (spec.has('version') && spec.get('version') !== '57.1') throw unsupported('this version of a collation');
  if (shifted && spacesOnly) throw unsupported("a collation with maxVariable 'space'");
  if (strength > 3) throw unsupported(`a collation of strength ${strength}`);
  if (caseLevel && strength !== 1) throw unsupported(`a collation with caseLevel and strength ${strength}`);
  return {
    usage: 'sort',
    sensitivity: caseLevel ? 'case' : (['base', 'accent', 'variant'] as const)[strength - 1],
    numeric: flag(spec, 'numericOrdering'),
    caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
    ignorePunctuation: shifted,
  };
}

function strengthOf(value: Value | undefined): number {
  if (value === undefined) return 3;
  const strength = safeInteger(value);
  if (strength === undefined || strength < 1 || strength > 5)
    throw new CommandError(
      2,
      `Enumeration value '${formatValue(value)}' for field 'collation.strength' is not a valid value.`,
    );
  return strength;
}

function flag(spec: Doc, name: string): boolean {
  const value = spec.get(name) ?? false;
  if (typeof value === 'boolean') return value;
  throw wrongType(name, value, 'bool');
}

function oneOf(spec: Doc, name: string, allowed: readonly string[]): string {
  const value = spec.get(name) ?? allowed[0] ?? '';
  if (typeof value !== 'string') throw wrongType(name, value, 'string');
  if (allowed.includes(value)) return value;
  throw new CommandError(
    2,
    `Enumeration value '${value}' for field 'collation.${name}' is not a valid value.`,
  );
}

function wrongType(name: string, value: Value, expected: string): CommandError {
  return new CommandError(
    14,
    `BSON field 'collation.${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}
