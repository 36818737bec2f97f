import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import type { BecauseValue, TapeStep } from './execution';
import { failureSentence } from './failure-sentence';
import { fieldName } from './field-name';
import { translatorOf } from './node-translate';
import { stepSentence } from './step-sentence';

// What people read of a flow: no codes, no paths, no times of machines, and no English in German.

const languages = [
  ['de', german],
  ['en', english],
] as const;
const step = (more: Partial<TapeStep>): TapeStep => ({
  event: 'e',
  at: 0,
  flowId: 'f',
  flowVersion: 1,
  nodeId: 'n',
  nodeType: '',
  outcome: 'port',
  port: null,
  because: null,
  commands: [],
  ...more,
});
const LEAKS = /vars\.|\[\d+\]|\d{4}-\d\d-\d\dT|undefined|\[object|\{\w+\}|because\./;

/** Every sentence of a node type with values for all of its places. */
function sentencesOf(texts: unknown, part: 'because' | 'problems', language: string): string[] {
  const own = typeof texts === 'object' && texts !== null ? Reflect.get(texts, part) : undefined;
  const words = translatorOf(texts, language);
  return Object.entries(own ?? {}).map(([key, text]) => {
    const names = [...String(text).matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '');
    return words(
      `${part}.${key}`,
      Object.fromEntries(names.map((name) => [name, name === 'failure' ? 'It broke.' : 3])),
    );
  });
}

describe.each(languages)('sentences in %s', (language, texts) => {
  it.each([...nodeRegistry.keys()])('%s', (type) => {
    for (const part of ['because', 'problems'] as const) {
      for (const sentence of sentencesOf(Reflect.get(texts, type), part, language)) {
        expect(sentence).toMatch(/[.…]$/);
        expect(sentence).not.toMatch(LEAKS);
      }
    }
  });
});

const noon = Date.UTC(2026, 10, 22, 9, 5);

it.each<[string, string, Record<string, BecauseValue>, string, string]>([
  [
    'time-range',
    'open',
    { time: { instant: noon, timeZone: 'Europe/Berlin' } },
    'Am Sonntag, 22. November 2026 um 10:05 Uhr war es innerhalb der Öffnungszeiten.',
    'On Sunday, 22 November 2026 at 10:05 it was within opening hours.',
  ],
  [
    'message-language',
    'known',
    { language: { language: 'fr' } },
    'Die Sprache der Nachricht ist Französisch.',
    'The language of the message is French.',
  ],
  [
    'condition',
    'ruleYes',
    { field: { field: 'message.from.address' } },
    'Die Regel für „Nachricht: Adresse des Absenders“ trifft zu.',
    'The rule for “Message: Sender’s address” applies.',
  ],
  [
    'condition',
    'ruleYes',
    { field: { field: 'vars.amount' } },
    'Die Regel für „amount“ trifft zu.',
    'The rule for “amount” applies.',
  ],
  [
    'ai-classifier',
    'sure',
    { name: 'Rechnung', percent: 87 },
    'Es geht mit 87 % Sicherheit um „Rechnung“.',
    'It is about “Rechnung”, with 87% confidence.',
  ],
  [
    'ai-classifier',
    'sure',
    { name: 'Rechnung', percent: 100 },
    'Es geht mit mehr als 99 % Sicherheit um „Rechnung“.',
    'It is about “Rechnung”, with more than 99% confidence.',
  ],
  [
    'assign',
    'team',
    { name: { texts: { de: 'Vertrieb', en: 'Sales' } } },
    'Das Ticket wurde dem Team Vertrieb zugewiesen.',
    'The ticket was assigned to the team Sales.',
  ],
  [
    'summarise',
    'failed',
    { failure: { failure: { code: 'rateLimited', message: 'Too many.' } } },
    'Das Zusammenfassen ist gescheitert. Der Modell-Server hat zu viele Anfragen.',
    'Summarising failed. The model server has too many requests.',
  ],
  [
    'queue',
    'queued',
    { queue: { texts: { de: 'Rechnungen', en: 'Invoices' } } },
    'Das Ticket wurde in die Warteschlange „Rechnungen“ gestellt.',
    'The ticket was put into the queue “Invoices”.',
  ],
])('%s %s is written for the reader', (type, key, values, inGerman, inEnglish) => {
  const told = languages.map(([language, texts]) =>
    stepSentence(step({ because: { key, values } }), translatorOf(Reflect.get(texts, type), language)),
  );
  expect(told).toEqual([inGerman, inEnglish]);
});

it('says what a node waits for', () => {
  const waiting = step({ outcome: 'wait', port: null });
  expect(stepSentence(waiting, translatorOf(Reflect.get(german, 'http-request'), 'de'))).toBe(
    'Die Anfrage ist gestellt; die Antwort steht noch aus.',
  );
  expect(stepSentence(waiting, translatorOf({}, 'en'))).toBe('It waits.');
});

describe('failures', () => {
  it('are told instead of what a node meant to do', () => {
    const failure = { code: 'flowMissing', message: 'No flow.' };
    const because = { key: 'called', values: { name: 'identify' } };
    const said = stepSentence(
      step({ outcome: 'fail', failure, because, detour: 'fallback' }),
      translatorOf(Reflect.get(english, 'call-flow'), 'en'),
    );
    expect(said).toContain('not published or not bound');
    expect(said).not.toContain('identify');
  });

  it('are told in the language of the reader', () => {
    const english = 'Attempted to invoke a non-function';
    const failure = { code: 'expression', message: `[T1006] ${english}` };
    expect(failureSentence(failure, 'de')).toBe('Was hier aufgerufen wird, ist keine Funktion.');
    expect(stepSentence(step({ outcome: 'fail', failure }), translatorOf({}, 'de'))).not.toContain(english);
    expect(failureSentence({ code: 'odd', message: 'It broke.' }, 'de')).toContain('It broke.');
  });

  it('have a sentence for every code that a node type or the interpreter gives', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const known: object = JSON.parse(readFileSync(`${root}runtime/flow/failure-texts.de.json`, 'utf8'));
    const sources = ['nodes', 'runtime/interpreter', 'runtime/model'].flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !/\.test\.|(^|\/)test-/.test(file))
        .map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8')),
    );
    const codes = sources.flatMap((source) =>
      [...source.matchAll(/(?:\bfail|ActivityError)\(\s*'(\w+)'|\bcode: '(\w+)', message/g)].map(
        (match) => match[1] ?? match[2] ?? '',
      ),
    );
    expect(codes.length).toBeGreaterThan(20);
    expect([...new Set(codes)].filter((code) => !Object.hasOwn(known, code))).toEqual([]);
  });
});

it('names fields of the author as he did', () => {
  expect(fieldName('ticket.fields.order', 'de')).toBe('order');
  expect(fieldName('customer.name', 'de')).toBe('Kunde: Name');
});
