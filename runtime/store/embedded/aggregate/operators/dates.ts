import { safeInteger } from '../../bson/number';
import { integer, isNumeric, ObjectId, Timestamp, typeName, UtcDate, type Value } from '../../bson/value';
import { CommandError, unsupported } from '../../errors';
import { dayOfYear, formatDate, weekOfYear } from '../date-format';
import { parseDate } from '../date-parse';
import {
  addUnits,
  type DateUnit,
  isDateUnit,
  isoWeekOf,
  truncate,
  unitsBetween,
  weekday,
  weekdayOf,
} from '../date-units';
import type { OperatorParser, Parser } from '../parser';
import type { Node, Scope } from '../scope';
import { dayNumber, momentOf, type TimeZone, timeZoneOf, UTC, type WallTime, wallTimeOf } from '../time-zone';
import { absent, isNullish } from './argument';

export const DATE_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $year: datePart((time) => time.year),
  $month: datePart((time) => time.month),
  $dayOfMonth: datePart((time) => time.day),
  $dayOfYear: datePart(dayOfYear),
  $dayOfWeek: datePart((time) => weekday(dayNumber(time)) + 1),
  $isoDayOfWeek: datePart((time) => ((weekday(dayNumber(time)) + 6) % 7) + 1),
  $week: datePart(weekOfYear),
  $isoWeek: datePart((time) => isoWeekOf(dayNumber(time)).week),
  $isoWeekYear: datePart((time) => isoWeekOf(dayNumber(time)).year, true),
  $hour: datePart((time) => time.hour),
  $minute: datePart((time) => time.minute),
  $second: datePart((time) => time.second),
  $millisecond: datePart((time) => time.millisecond),
  $dateToString: parseDateToString,
  $dateFromString: parseDateFromString,
  $dateTrunc: parseDateTrunc,
  $dateAdd: (argument, parser, name) => parseDateShift(argument, parser, name, 1),
  $dateSubtract: (argument, parser, name) => parseDateShift(argument, parser, name, -1),
  $dateDiff: parseDateDiff,
  $dateToParts: parseDateToParts,
  $dateFromParts: parseDateFromParts,
};

/** The milliseconds of what counts as a date; undefined for nothing. */
function momentFrom(value: Value | undefined): number | undefined {
  if (isNullish(value)) return undefined;
  if (value instanceof UtcDate && typeof value.ms === 'number') return value.ms;
  if (value instanceof ObjectId) return Buffer.from(value.latin1, 'latin1').readUInt32BE(0) * 1000;
  if (value instanceof Timestamp) return Number(value.value >> 32n) * 1000;
  throw new CommandError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

function zoneFrom(node: Node | undefined, scope: Scope): TimeZone | undefined {
  if (node === undefined) return UTC;
  const value = node(scope);
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string')
    throw new CommandError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  return timeZoneOf(value);
}

function datePart(of: (time: WallTime) => number, wide = false): OperatorParser {
  return (argument, parser, name) => {
    const named =
      argument instanceof Map && argument.has('date')
        ? parser.named(name, argument, ['date', 'timezone'], ['date'])
        : undefined;
    const [single = absent] = named === undefined ? parser.arguments(name, argument, 1) : [];
    const date = named?.get('date') ?? single;
    return (scope) => {
      const ms = momentFrom(date(scope));
      const zone = zoneFrom(named?.get('timezone'), scope);
      if (ms === undefined || zone === undefined) return null;
      const value = of(wallTimeOf(ms, zone));
      return wide ? BigInt(value) : value;
    };
  };
}

function parseDateToString(argument: Value, parser: Parser): Node {
  const named = parser.named('$dateToString', argument, ['date', 'format', 'timezone', 'onNull'], ['date']);
  const date = named.get('date') ?? absent;
  const onNull = named.get('onNull');
  return (scope) => {
    const ms = momentFrom(date(scope));
    if (ms === undefined) return onNull === undefined ? null : onNull(scope);
    const zone = zoneFrom(named.get('timezone'), scope);
    if (zone === undefined) return null;
    const format = named.get('format')?.(scope);
    if (named.has('format') && isNullish(format)) return null;
    if (format !== undefined && typeof format !== 'string')
      throw new CommandError(
        18533,
        `$dateToString requires that 'format' be a string, found: ${typeName(format)}`,
      );
    return formatDate(ms, format ?? (zone === UTC ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L'), zone);
  };
}

function parseDateFromString(argument: Value, parser: Parser): Node {
  const named = parser.named(
    '$dateFromString',
    argument,
    ['dateString', 'format', 'timezone', 'onError', 'onNull'],
    ['dateString'],
  );
  const text = named.get('dateString') ?? absent;
  const onNull = named.get('onNull');
  const onError = named.get('onError');
  return (scope) => {
    const value = text(scope);
    if (isNullish(value)) return onNull === undefined ? null : onNull(scope);
    try {
      if (typeof value !== 'string')
        throw new CommandError(
          241,
          `$dateFromString requires that 'dateString' be a string, found: ${typeName(value)}`,
        );
      const zone = named.has('timezone') ? zoneFrom(named.get('timezone'), scope) : undefined;
      const format = named.get('format')?.(scope);
      if (named.has('timezone') && zone === undefined) return null;
      if (named.has('format') && isNullish(format)) return null;
      if (format !== undefined && typeof format !== 'string')
        throw new CommandError(
          40684,
          `$dateFromString requires that 'format' be a string, found: ${typeName(format)}`,
        );
      return parseDate(value, format ?? undefined, zone);
    } catch (error) {
      if (onError !== undefined && error instanceof CommandError) return onError(scope);
      throw error;
    }
  };
}

function unitFrom(value: Value | undefined, name: string): DateUnit | undefined {
  if (isNullish(value)) return undefined;
  if (!isDateUnit(value))
    throw new CommandError(9, `${name} parameter 'unit' value cannot be recognized as a time unit`);
  return value;
}

function startOfWeekFrom(node: Node | undefined, scope: Scope, unit: DateUnit): number | undefined {
  if (node === undefined || unit !== 'week') return 0;
  const value = node(scope);
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string')
    throw new CommandError(5439015, `parameter 'startOfWeek' must evaluate to a string`);
  return weekdayOf(value);
}

function parseDateTrunc(argument: Value, parser: Parser): Node {
  const named = parser.named(
    '$dateTrunc',
    argument,
    ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'],
    ['date', 'unit'],
  );
  const date = named.get('date') ?? absent;
  return (scope) => {
    const ms = momentFrom(date(scope));
    const unit = unitFrom((named.get('unit') ?? absent)(scope), '$dateTrunc');
    const zone = zoneFrom(named.get('timezone'), scope);
    const sizeValue = named.has('binSize') ? named.get('binSize')?.(scope) : 1;
    if (ms === undefined || unit === undefined || zone === undefined || isNullish(sizeValue)) return null;
    const size = safeInteger(sizeValue);
    if (size === undefined || size <= 0)
      throw new CommandError(
        5439018,
        `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`,
      );
    const start = startOfWeekFrom(named.get('startOfWeek'), scope, unit);
    return start === undefined ? null : new UtcDate(truncate(ms, unit, size, zone, start));
  };
}

function parseDateShift(argument: Value, parser: Parser, name: string, sign: 1 | -1): Node {
  const named = parser.named(
    name,
    argument,
    ['startDate', 'unit', 'amount', 'timezone'],
    ['startDate', 'unit', 'amount'],
  );
  return (scope) => {
    const ms = momentFrom((named.get('startDate') ?? absent)(scope));
    const unit = unitFrom((named.get('unit') ?? absent)(scope), name);
    const zone = zoneFrom(named.get('timezone'), scope);
    const amountValue = (named.get('amount') ?? absent)(scope);
    if (ms === undefined || unit === undefined || zone === undefined || isNullish(amountValue)) return null;
    const amount = isNumeric(amountValue) ? safeInteger(amountValue) : undefined;
    if (amount === undefined) throw new CommandError(5166405, `${name} expects integer amount of time units`);
    return new UtcDate(addUnits(ms, unit, amount * sign, zone));
  };
}

function parseDateDiff(argument: Value, parser: Parser): Node {
  const named = parser.named(
    '$dateDiff',
    argument,
    ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'],
    ['startDate', 'endDate', 'unit'],
  );
  return (scope) => {
    const start = momentFrom((named.get('startDate') ?? absent)(scope));
    const end = momentFrom((named.get('endDate') ?? absent)(scope));
    const unit = unitFrom((named.get('unit') ?? absent)(scope), '$dateDiff');
    const zone = zoneFrom(named.get('timezone'), scope);
    if (start === undefined || end === undefined || unit === undefined || zone === undefined) return null;
    const startOfWeek = startOfWeekFrom(named.get('startOfWeek'), scope, unit);
    return startOfWeek === undefined ? null : BigInt(unitsBetween(start, end, unit, zone, startOfWeek));
  };
}

function parseDateToParts(argument: Value, parser: Parser): Node {
  const named = parser.named('$dateToParts', argument, ['date', 'timezone', 'iso8601'], ['date']);
  return (scope) => {
    const ms = momentFrom((named.get('date') ?? absent)(scope));
    const zone = zoneFrom(named.get('timezone'), scope);
    const iso = named.get('iso8601')?.(scope) ?? false;
    if (ms === undefined || zone === undefined) return null;
    const time = wallTimeOf(ms, zone);
    const clock: [string, Value][] = [
      ['hour', time.hour],
      ['minute', time.minute],
      ['second', time.second],
      ['millisecond', time.millisecond],
    ];
    if (iso !== true)
      return new Map<string, Value>([
        ['year', integer(time.year)],
        ['month', time.month],
        ['day', time.day],
        ...clock,
      ]);
    const day = dayNumber(time);
    const { year, week } = isoWeekOf(day);
    return new Map<string, Value>([
      ['isoWeekYear', integer(year)],
      ['isoWeek', week],
      ['isoDayOfWeek', ((weekday(day) + 6) % 7) + 1],
      ...clock,
    ]);
  };
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'];

function parseDateFromParts(argument: Value, parser: Parser): Node {
  if (argument instanceof Map && argument.has('isoWeekYear'))
    throw unsupported('$dateFromParts with isoWeekYear', 238);
  const named = parser.named('$dateFromParts', argument, [...PARTS, 'timezone'], ['year']);
  return (scope) => {
    const zone = zoneFrom(named.get('timezone'), scope);
    const values = PARTS.map((part, at): number | undefined => {
      const node = named.get(part);
      if (node === undefined) return at === 1 || at === 2 ? 1 : 0;
      const value = node(scope);
      if (isNullish(value)) return undefined;
      const number = safeInteger(value);
      if (number === undefined)
        throw new CommandError(40515, `'${part}' must evaluate to an integer, found ${typeName(value)}`);
      return number;
    });
    const [year, month, day, hour, minute, second, millisecond] = values;
    if (zone === undefined || values.includes(undefined)) return null;
    if (year === undefined || year < 1 || year > 9999)
      throw new CommandError(40523, `'year' must evaluate to an integer in the range 1 to 9999`);
    const time = {
      year,
      month: month ?? 1,
      day: day ?? 1,
      hour: hour ?? 0,
      minute: minute ?? 0,
      second: second ?? 0,
      millisecond: millisecond ?? 0,
    };
    return new UtcDate(momentOf(time, zone));
  };
}
