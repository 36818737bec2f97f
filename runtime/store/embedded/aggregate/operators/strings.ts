import { compareStrings } from '../../bson/compare';
import { integer, Regex, SymbolValue, typeName, UtcDate, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { compileRegex } from '../../query/regex';
import type { OperatorParser, Parser } from '../parser';
import type { Node } from '../scope';
import { absent, binary, isNullish, several, unary, wholeNumber } from './argument';
import { convertToString } from './conversion';

export const STRING_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $concat: parseConcat,
  $toLower: unary((value) =>
    lenientText(value, '$toLower').replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  ),
  $toUpper: unary((value) =>
    lenientText(value, '$toUpper').replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  ),
  $strLenCP: unary((value) => [...text(value, '$strLenCP', 34471)].length),
  $strLenBytes: unary((value) => Buffer.byteLength(text(value, '$strLenBytes', 34473))),
  $substrCP: several(3, 3, ([value, start, length]) => substringOfCodePoints(value, start, length)),
  $substrBytes: several(3, 3, ([value, start, length]) => substringOfBytes(value, start, length)),
  $substr: several(3, 3, ([value, start, length]) => substringOfBytes(value, start, length)),
  $indexOfCP: several(2, 4, ([value, part, start, end]) => indexOfCodePoints(value, part, start, end)),
  $indexOfBytes: several(2, 4, ([value, part, start, end]) => indexOfBytes(value, part, start, end)),
  $split: binary((value, separator) => {
    if (isNullish(value)) return null;
    const divider = text(separator, '$split', 40086);
    if (divider === '') throw new CommandError(40087, '$split requires a non-empty separator');
    return text(value, '$split', 40085).split(divider);
  }),
  $trim: trimmer(true, true),
  $ltrim: trimmer(true, false),
  $rtrim: trimmer(false, true),
  $strcasecmp: binary((left, right) => Math.sign(compareStrings(upper(left), upper(right)))),
  $replaceOne: replacer(false),
  $replaceAll: replacer(true),
  $regexMatch: regexOperator((regex, input) => regex.test(input)),
  $regexFind: regexOperator((regex, input) => {
    const match = regex.exec(input);
    return match === null ? null : described(match, input);
  }),
  $regexFindAll: regexOperator((regex, input) => {
    const all = new RegExp(regex.source, `${regex.flags}g`);
    return [...input.matchAll(all)].map((match) => described(match, input));
  }, []),
};

function upper(value: Value | undefined): string {
  return lenientText(value, '$strcasecmp').replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function parseConcat(argument: Value, parser: Parser): Node {
  const nodes = (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
  return (scope) => {
    let result = '';
    for (const node of nodes) {
      const value = node(scope);
      if (isNullish(value)) return null;
      if (typeof value !== 'string')
        throw new CommandError(16702, `$concat only supports strings, not ${typeName(value)}`);
      result += value;
    }
    return result;
  };
}

function text(value: Value | undefined, name: string, code: number): string {
  if (typeof value === 'string') return value;
  throw new CommandError(code, `${name} requires a string argument, found: ${typeName(value)}`);
}

/** Some operators also take numbers and dates, and nothing as an empty string. */
function lenientText(value: Value | undefined, name: string): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof SymbolValue) return value.value;
  if (value instanceof UtcDate || ['int', 'long', 'double', 'decimal'].includes(typeName(value)))
    return convertToString(value);
  throw new CommandError(16007, `can't convert from BSON type ${typeName(value)} to String (in ${name})`);
}

function substringOfCodePoints(
  value: Value | undefined,
  start: Value | undefined,
  length: Value | undefined,
): Value {
  const points = [...lenientText(value, '$substrCP')];
  const from = wholeNumber(start, '$substrCP', 34451);
  const count = wholeNumber(length, '$substrCP', 34453);
  if (from < 0)
    throw new CommandError(34455, '$substrCP: the starting index must be a non-negative integer.');
  if (count < 0) throw new CommandError(34454, '$substrCP: length must be a non-negative integer.');
  return points.slice(from, from + count).join('');
}

function substringOfBytes(
  value: Value | undefined,
  start: Value | undefined,
  length: Value | undefined,
): Value {
  const bytes = Buffer.from(lenientText(value, '$substrBytes'), 'utf8');
  const from = wholeNumber(start, '$substrBytes', 16034);
  const count = wholeNumber(length, '$substrBytes', 16035);
  if (from < 0) throw new CommandError(50752, '$substrBytes: starting index must be non-negative');
  const to = count < 0 ? bytes.length : Math.min(bytes.length, from + count);
  const splits = (at: number): boolean => at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80;
  if (splits(from))
    throw new CommandError(
      28656,
      '$substrBytes:  Invalid range, starting index is a UTF-8 continuation byte.',
    );
  if (splits(to))
    throw new CommandError(
      28657,
      '$substrBytes:  Invalid range, ending index is in the middle of a UTF-8 character.',
    );
  return from >= bytes.length ? '' : bytes.toString('utf8', from, to);
}

/** Where to look among so many; null where nothing lies there. */
function searchRange(
  operator: string,
  start: Value | undefined,
  end: Value | undefined,
  length: number,
): { from: number; to: number } | null {
  const from = start === undefined ? 0 : wholeNumber(start, operator, 40096);
  const to = end === undefined ? length : wholeNumber(end, operator, 40096);
  if (from < 0 || to < 0) throw new CommandError(40097, `${operator} requires a nonnegative index`);
  return from > length || to < from ? null : { from, to };
}

function indexOfCodePoints(
  value: Value | undefined,
  part: Value | undefined,
  start: Value | undefined,
  end: Value | undefined,
): Value {
  if (isNullish(value)) return null;
  const points = [...text(value, '$indexOfCP', 40093)];
  const wanted = text(part, '$indexOfCP', 40094);
  const range = searchRange('$indexOfCP', start, end, points.length);
  if (range === null) return -1;
  const { from, to } = range;
  const before = points.slice(0, from).join('');
  const at = points.slice(from, to).join('').indexOf(wanted);
  return at < 0 ? -1 : [...before].length + [...points.slice(from, to).join('').slice(0, at)].length;
}

function indexOfBytes(
  value: Value | undefined,
  part: Value | undefined,
  start: Value | undefined,
  end: Value | undefined,
): Value {
  if (isNullish(value)) return null;
  const bytes = Buffer.from(text(value, '$indexOfBytes', 40091));
  const wanted = text(part, '$indexOfBytes', 40092);
  const range = searchRange('$indexOfBytes', start, end, bytes.length);
  if (range === null) return -1;
  const { from, to } = range;
  const at = bytes.subarray(from, to).indexOf(wanted);
  return at < 0 ? -1 : from + at;
}

/** What `$trim` takes away where it is not told: the spaces that the manual lists. */
const SPACES = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trimmer(left: boolean, right: boolean): OperatorParser {
  return (argument, parser, name) => {
    const named = parser.named(name, argument, ['input', 'chars'], ['input']);
    const input = named.get('input') ?? absent;
    const chars = named.get('chars');
    return (scope) => {
      const value = input(scope);
      const set = chars === undefined ? SPACES : chars(scope);
      if (isNullish(value) || isNullish(set)) return null;
      const points = [...text(value, name, 50699)];
      const taken = new Set(text(set, name, 50700));
      let from = 0;
      let to = points.length;
      while (left && from < to && taken.has(points[from] ?? '')) from += 1;
      while (right && to > from && taken.has(points[to - 1] ?? '')) to -= 1;
      return points.slice(from, to).join('');
    };
  };
}

function replacer(all: boolean): OperatorParser {
  return (argument, parser, name) => {
    const keys = ['input', 'find', 'replacement'];
    const named = parser.named(name, argument, keys, keys);
    return (scope) => {
      const values = keys.map((key) => (named.get(key) ?? absent)(scope));
      for (const [at, value] of values.entries()) {
        if (!isNullish(value) && typeof value !== 'string') {
          throw new CommandError(
            51746 - at,
            `${name} requires that '${keys[at]}' be a string, found: ${typeName(value)}`,
          );
        }
      }
      const [input, find, replacement] = values;
      if (typeof input !== 'string' || typeof find !== 'string' || typeof replacement !== 'string')
        return null;
      if (all)
        return find === ''
          ? replacement + [...input].map((point) => point + replacement).join('')
          : input.split(find).join(replacement);
      const at = input.indexOf(find);
      return at < 0 ? input : input.slice(0, at) + replacement + input.slice(at + find.length);
    };
  };
}

function regexOperator(apply: (regex: RegExp, input: string) => Value, none: Value = null): OperatorParser {
  return (argument, parser, name) => {
    const named = parser.named(name, argument, ['input', 'regex', 'options'], ['input', 'regex']);
    const nothing = name === '$regexMatch' ? false : none;
    let last: { pattern: string; flags: string; compiled: RegExp } | undefined;
    return (scope) => {
      const input = (named.get('input') ?? absent)(scope);
      const regex = (named.get('regex') ?? absent)(scope);
      const options = named.get('options')?.(scope) ?? '';
      if (isNullish(input) || isNullish(regex)) return nothing;
      if (typeof regex !== 'string' && !(regex instanceof Regex))
        throw new CommandError(51105, `${name} needs 'regex' to be of type string or regex`);
      const pattern = regex instanceof Regex ? regex.pattern : regex;
      const flags = regex instanceof Regex && regex.flags !== '' ? regex.flags : text(options, name, 51106);
      if (last === undefined || last.pattern !== pattern || last.flags !== flags) {
        last = { pattern, flags, compiled: compileRegex(pattern, flags).compiled };
      }
      return apply(last.compiled, text(input, name, 51104));
    };
  };
}

function described(match: RegExpMatchArray | RegExpExecArray, input: string): Value {
  const before = input.slice(0, match.index ?? 0);
  return new Map<string, Value>([
    ['match', match[0]],
    ['idx', integer([...before].length)],
    ['captures', match.slice(1).map((capture) => capture ?? null)],
  ]);
}
