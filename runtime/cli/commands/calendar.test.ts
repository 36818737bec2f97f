import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCalendarCommands } from './calendar';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stellwerk-calendar-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function calendar(...parameters: string[]): Promise<unknown> {
  const program = new Command().exitOverride();
  addCalendarCommands(program);
  return program.parseAsync(['calendar', ...parameters], { from: 'user' });
}

function check(content: object, at = '2026-11-16T09:00'): Promise<unknown> {
  const file = join(folder, 'calendar.json');
  writeFileSync(file, JSON.stringify(content));
  return calendar('check', '--calendar', file, '--at', at);
}

it.each([
  ['a state that nobody knows', ['--country', 'DE', '--state', 'XX', '--year', '2026'], 'regionUnknown'],
  ['a country that nobody knows', ['--country', 'ZZ', '--year', '2026'], 'regionUnknown'],
  ['a year that is none', ['--country', 'DE', '--year', 'abc'], 'yearInvalid'],
])('refuses %s', async (_what, parameters, code) => {
  await expect(calendar('holidays', ...parameters)).rejects.toMatchObject({ code });
});

it('says of a calendar what is wrong with it, not with the moment', async () => {
  await expect(check({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'timeZoneUnknown' });
  await expect(check({ holidays: 'DE-XX' })).rejects.toMatchObject({ code: 'regionUnknown' });
  await expect(check({}, 'nonsense')).rejects.toMatchObject({ code: 'momentInvalid' });
});
