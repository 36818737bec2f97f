import { type Command, Option } from 'commander';
import { DateTime } from 'luxon';
import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { holidaysAround, holidaysOfYear } from '@/runtime/engine/holidays';
import { isOpen } from '@/runtime/flow/calendar';
import { calendarSchema } from '@/runtime/flow/config-schemas';
import { unknownKeys } from '@/runtime/flow/unknown-keys';
import { isTimeZone } from '@/runtime/flow/zone-offset';
import { printLine } from '../print-line';
import { readJsonFile } from '../read-input';

/** `calendar check` and `calendar holidays`: what a calendar says, for people who set one up. */
export function addCalendarCommands(program: Command): void {
  const calendar = program.command('calendar').description('opening hours and holidays');

  calendar
    .command('check')
    .description(
      'tell for each moment whether the calendar is open: {at, local, open, band, holiday} per line',
    )
    .requiredOption('--calendar <file>', 'calendar as JSON')
    .requiredOption('--at <iso...>', 'moments, ISO 8601; without an offset they are local to the calendar')
    .addOption(languageOption())
    .action(async (options: { calendar: string; at: string[]; language: string }) => {
      const content = await readJsonFile(options.calendar, z.unknown());
      const document = await readJsonFile(options.calendar, calendarSchema);
      for (const path of unknownKeys(calendarSchema, content))
        process.stderr.write(`A calendar has no setting "${path.join('.')}"; it has no effect.\n`);
      if (!isTimeZone(document.timeZone))
        throw new DomainError(
          'invalid',
          'timeZoneUnknown',
          `"${document.timeZone}" is not a time zone, such as Europe/Berlin.`,
          { timeZone: document.timeZone },
        );
      if (document.holidays) requireRegion(document.holidays);
      for (const moment of options.at) {
        const at = parseMoment(moment, document.timeZone);
        const year = DateTime.fromMillis(at, { zone: document.timeZone }).year;
        const holidays = document.holidays ? holidaysAround(document.holidays, year, options.language) : {};
        const { open, band, holiday, local } = isOpen(document, at, holidays);
        printLine({ at: new Date(at).toISOString(), local, open, band, holiday });
      }
    });

  calendar
    .command('holidays')
    .description('public holidays of a year: {date, name} per line')
    .requiredOption('--country <code>', 'ISO 3166-1, for example DE')
    .option(
      '--state <code>',
      'ISO 3166-2 without the country, for example BE; with a part of the state: BY-KATH',
    )
    .requiredOption('--year <year>', 'calendar year')
    .addOption(languageOption())
    .action((options: { country: string; state?: string; year: string; language: string }) => {
      const year = Number(options.year);
      if (!Number.isInteger(year) || year < 1970 || year > 2100) {
        throw new DomainError('invalid', 'yearInvalid', `"${options.year}" is not a year from 1970 to 2100.`);
      }
      const region = [options.country, options.state].filter(Boolean).join('-').toUpperCase();
      requireRegion(region);
      const days = Object.entries(holidaysOfYear(region, year, options.language));
      for (const [date, name] of days.sort(([a], [b]) => a.localeCompare(b))) printLine({ date, name });
    });
}

function languageOption(): Option {
  return new Option('--language <code>', 'language of the names of holidays')
    .choices(['de', 'en'])
    .default('en');
}

function requireRegion(region: string): void {
  if (Object.keys(holidaysOfYear(region, 2026, 'en')).length === 0)
    throw new DomainError('invalid', 'regionUnknown', `No holidays are known for "${region}".`, { region });
}

function parseMoment(text: string, timeZone: string): number {
  const moment = DateTime.fromISO(text, { zone: timeZone });
  if (!moment.isValid) {
    throw new DomainError(
      'invalid',
      'momentInvalid',
      `"${text}" is not a moment in ISO 8601, such as 2026-11-02T17:20.`,
    );
  }
  return moment.toMillis();
}
