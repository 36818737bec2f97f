import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MailAddress } from './mail-addresses';
import { parseMail } from './parse-mail';
import type { ParsedMail } from './parsed-mail';
import { visibleTextOf, visibleTextOfHtml } from './visible-text';

/**
 * Measures the parser on a folder of real mails: `npx tsx corpus.ts FOLDER [--verbose]`. The folder holds
 * `mail/facts.jsonl` (one object a line: file, kind, expect) beside the mails it names, and may hold
 * `quotes/cases.jsonl`. Prints for each kind of fact how many are right.
 */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Check {
  kind: string;
  where: string;
  right: boolean;
  got: Json;
  expected: Json;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lines(path: string): { [key: string]: Json }[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Json => JSON.parse(line))
    .filter(isObject);
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

const bare = (value: string | null) => (value ?? '').replace(/^<|>$/g, '');
const squeeze = (value: string) => value.replace(/\s+/g, '');

function pairs(addresses: MailAddress[]): Json[] {
  return addresses.map((address) => [address.name || address.address, address.address]);
}

class Checks {
  readonly all: Check[] = [];
  constructor(private readonly where: string) {}

  same(kind: string, got: Json, expected: Json): void {
    this.all.push({
      kind,
      where: this.where,
      right: JSON.stringify(got) === JSON.stringify(expected),
      got,
      expected,
    });
  }
}

function expectedPairs(value: Json | undefined): Json[] {
  return list(value).map((entry) => {
    const [name, address] = list(entry);
    return [text(name) || text(address), text(address)];
  });
}

function expectedDate(value: Json | undefined): string | null {
  if (!isObject(value)) return null;
  const number = (key: string) => Number(value[key] ?? 0);
  const offset = (number('tz_hour') * 60 + number('tz_minute')) * (value.tz_before_gmt === true ? -1 : 1);
  const time = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  return new Date(time - offset * 60_000).toISOString();
}

function checkParse(mail: ParsedMail, expect: { [key: string]: Json }, checks: Checks): void {
  const headers = isObject(expect.headers) ? expect.headers : expect;
  if (headers.subject !== undefined) checks.same('subject', mail.subject, text(headers.subject));
  const from = expect.from_list ?? (isObject(expect.headers) ? expect.headers.from : undefined);
  if (from !== undefined) checks.same('from', mail.from ? pairs([mail.from]) : [], expectedPairs(from));
  if (typeof expect.from === 'string') {
    const written = mail.from
      ? mail.from.name
        ? `${mail.from.name} <${mail.from.address}>`
        : mail.from.address
      : '';
    checks.same('from', written, expect.from);
  }
  const to = expect.to_list ?? (isObject(expect.headers) ? expect.headers.to : undefined);
  if (to !== undefined) checks.same('to', pairs(mail.to), expectedPairs(to));
  if (headers.message_id !== undefined)
    checks.same('message id', bare(mail.messageId), text(headers.message_id));
  if (isObject(headers.date)) checks.same('date', mail.date, expectedDate(headers.date));
  checkAttachments(mail, expect, checks);
  checkText(mail, expect, checks);
}

function checkAttachments(mail: ParsedMail, expect: { [key: string]: Json }, checks: Checks): void {
  if (expect.n_attachments_incl_inline !== undefined) {
    checks.same(
      'attachment count',
      mail.attachments.filter(({ inText }) => !inText).length,
      expect.n_attachments_incl_inline,
    );
  }
  const names = list(expect.attachment_names).map(text);
  if (names.length > 0)
    checks.same('attachment names', mail.attachments.map((file) => file.name).sort(), names.sort());
  const hashes = list(expect.attachment_sha256).map(text);
  if (hashes.length > 0) {
    const got = mail.attachments.map((file) => createHash('sha256').update(file.content).digest('hex'));
    checks.same('attachment content', got.sort(), hashes.sort());
  }
  for (const [index, wanted] of list(expect.attachments).entries()) {
    if (!isObject(wanted)) continue;
    const file = mail.attachments[index];
    checks.same(
      'attachment',
      [file?.name ?? '', file?.size ?? -1, file?.type ?? ''],
      [text(wanted.filename), wanted.bytes ?? -1, text(wanted.mime)],
    );
  }
}

function checkText(mail: ParsedMail, expect: { [key: string]: Json }, checks: Checks): void {
  const first = expect.first_text_body;
  if (typeof first === 'string' && !/<html/i.test(first)) {
    const wanted = squeeze(first).slice(0, 400);
    checks.same('text', squeeze(mail.text).slice(0, wanted.length), wanted);
  }
  for (const key of ['text', 'html'] as const) {
    const rule = expect[key];
    if (!isObject(rule) || rule.mode !== 'COUNT' || key === 'html') continue;
    checks.same('text', mail.text.includes(text(list(rule.args)[1])), true);
  }
}

function checkBounce(mail: ParsedMail, expect: { [key: string]: Json }, checks: Checks): void {
  const kind = text(expect.message_class);
  if (kind === 'bounce') {
    checks.same('bounce told', mail.bounce !== null, true);
    const wanted = list(expect.recipients).filter(isObject);
    const hard = wanted.map((recipient) => (recipient.hard === true ? 'hard' : 'soft'));
    checks.same('hard or soft', mail.bounce?.recipients[0]?.kind ?? null, hard[0] ?? null);
    checks.same('bounce recipient found', (mail.bounce?.recipient ?? '').includes('@'), true);
  } else {
    checks.same('no false bounce', mail.bounce === null, true);
  }
  checks.same('automatic told', mail.automatic.automatic, true);
}

async function measureMails(folder: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const fact of lines(join(folder, 'facts.jsonl'))) {
    const where = text(fact.file);
    const expect = isObject(fact.expect) ? fact.expect : {};
    const own = new Checks(where);
    const mail = await parseMail(readFileSync(join(folder, where)));
    own.same('parses', true, true);
    if (fact.kind === 'parse') checkParse(mail, expect, own);
    if (fact.kind === 'bounce') checkBounce(mail, expect, own);
    if (fact.kind === 'class' && expect.automatic !== undefined) {
      own.same('automatic told', mail.automatic.automatic, expect.automatic);
    }
    checks.push(...own.all);
  }
  return checks;
}

function caseProblems(visible: string, expect: { [key: string]: Json }): string[] {
  const problems: string[] = [];
  for (const key of ['visible_equals', 'first_fragment_equals']) {
    if (typeof expect[key] === 'string' && visible.trim() !== text(expect[key]).trim()) problems.push(key);
  }
  if (
    typeof expect.visible_nows_equals === 'string' &&
    squeeze(visible) !== squeeze(expect.visible_nows_equals)
  ) {
    problems.push('visible_nows_equals');
  }
  for (const wanted of list(expect.contains)) {
    const found = isObject(wanted)
      ? new RegExp(text(wanted.regex), text(wanted.flags)).test(visible)
      : visible.includes(text(wanted));
    if (!found) problems.push('contains');
  }
  for (const unwanted of list(expect.not_contains))
    if (visible.includes(text(unwanted))) problems.push('not_contains');
  return problems;
}

function measureQuotes(path: string): Check[] {
  return lines(path).map((entry) => {
    const input = text(entry.input);
    const { visible } = entry.kind === 'html' ? visibleTextOfHtml(input) : visibleTextOf(input);
    const problems = caseProblems(visible, isObject(entry.expect) ? entry.expect : {});
    return {
      kind: 'visible text',
      where: text(entry.id),
      right: problems.length === 0,
      got: visible,
      expected: problems,
    };
  });
}

/** Checks every fact of a folder; a part that is not there (`mail` or `quotes`) is left out. */
export async function measureCorpus(folder: string): Promise<Check[]> {
  const checks: Check[] = [];
  const measures: [string, () => Promise<Check[]> | Check[]][] = [
    ['mail', () => measureMails(join(folder, 'mail'))],
    ['quotes', () => measureQuotes(join(folder, 'quotes', 'cases.jsonl'))],
  ];
  for (const [name, measure] of measures) {
    try {
      checks.push(...(await measure()));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      process.stderr.write(`No ${name} in ${folder}: ${error.message}\n`);
    }
  }
  return checks;
}

/** One line for each kind of fact: right, all, share. */
export function summarize(checks: readonly Check[]): string {
  const kinds = new Map<string, Check[]>();
  for (const check of checks) kinds.set(check.kind, [...(kinds.get(check.kind) ?? []), check]);
  return [...kinds]
    .map(([kind, all]) => {
      const right = all.filter((check) => check.right).length;
      return `${kind.padEnd(24)} ${String(right).padStart(5)} / ${String(all.length).padEnd(5)} ${((100 * right) / all.length).toFixed(1)} %`;
    })
    .join('\n');
}

async function main(): Promise<void> {
  const [folder, flag] = process.argv.slice(2);
  if (!folder) {
    process.stderr.write('Usage: corpus.ts FOLDER [--verbose]\n');
    process.exitCode = 1;
    return;
  }
  const checks = await measureCorpus(folder);
  if (flag === '--verbose') {
    for (const check of checks.filter((entry) => !entry.right))
      process.stdout.write(`${JSON.stringify(check).slice(0, 900)}\n`);
  }
  process.stdout.write(`${summarize(checks)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
