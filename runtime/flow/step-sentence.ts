import { dateLocale } from './date-locale';
import type { Because, BecauseValue, TapeStep } from './execution';
import { failureSentence } from './failure-sentence';
import { fieldName } from './field-name';
import { languageName } from './language-name';
import { localizedText } from './localized';
import type { NameOfNode, Translate } from './node-definition';
import { translatorOf } from './node-translate';
import german from './step-texts.de.json';
import english from './step-texts.en.json';
import { isTimeZone } from './zone-offset';

/**
 * One step of a tape as one or two sentences in the reader's language: why, what failed, where the interpreter led the ticket.
 * @param words the texts of the step's node type
 * @param nodeName what a node of the step's flow is called, by its id
 */
export function stepSentence(step: TapeStep, words: Translate, nodeName: NameOfNode = () => null): string {
  const language = words.language ?? 'en';
  const own = translatorOf(language === 'de' ? german : english, language);
  const sentences: string[] = [];
  const because = isOvertaken(step) ? null : step.because;
  if (because) sentences.push(becauseSentence(because, words, nodeName));
  if (step.failure?.code === 'noPlace') sentences.push(own('noPlace'));
  // A node that said itself why it failed needs no second sentence for it.
  else if (step.failure && !because)
    sentences.push(own('failed', { failure: failureSentence(step.failure, language) }));
  if (step.detour) sentences.push(own(`detour.${step.detour}`));
  if (sentences.length > 0) return sentences.join(' ');
  const waiting = step.outcome === 'wait' ? words('waiting') : 'waiting';
  return waiting === 'waiting' ? own(step.outcome) : waiting;
}

/** Where the node meant to lead, the interpreter found no way: what the node says of it did not happen. */
function isOvertaken({ outcome, failure }: TapeStep): boolean {
  return outcome === 'fail' && failure !== undefined && LED_NOWHERE.has(failure.code);
}

const LED_NOWHERE: ReadonlySet<string> = new Set([
  'flowMissing',
  'callDepth',
  'targetMissing',
  'unknownPort',
]);

/** That an execution was brought to another version of its flow while it waited, in a sentence. */
export function moveSentence(
  { kind, fromVersion, toVersion }: { kind: 'move' | 'restart'; fromVersion: number; toVersion: number },
  language: string,
): string {
  const own = translatorOf(language === 'de' ? german : english, language);
  return own(`versions.${kind}`, { from: fromVersion, to: toVersion });
}

/** That a flow was not begun by a message, in a sentence. */
export function noStartSentence(language: string): string {
  return translatorOf(language === 'de' ? german : english, language)('noStart');
}

/** Why a node decided as it did, by the texts of its type and in their language. */
export function becauseSentence(
  { key, values }: Because,
  words: Translate,
  nodeName: NameOfNode = () => null,
): string {
  const language = words.language ?? 'en';
  const written = Object.entries(values).map(([name, value]) => {
    // A node without a name of its own stands on the tape with its id: what its type is called depends on who reads.
    const named = name === 'node' && typeof value === 'string' ? nodeName(value) : null;
    return [name, named ?? writeValue(value, language)] as const;
  });
  return words(`because.${key}`, Object.fromEntries(written));
}

function writeValue(value: BecauseValue, language: string): string | number | boolean {
  if (typeof value !== 'object') return value;
  if ('texts' in value) return localizedText(value.texts, language, ['en', 'de']);
  if ('language' in value) return languageName(value.language, language);
  if ('field' in value) return fieldName(value.field, language);
  if ('failure' in value) return failureSentence(value.failure, language);
  return writeInstant(value.instant, value.timeZone, language);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `Sunday, 22 November 2026 at 10:05`: for opening hours the weekday counts. */
function writeInstant(at: number, timeZone: string, language: string): string {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const key = `${language} ${zone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(dateLocale(language), {
      dateStyle: 'full',
      timeStyle: 'short',
      timeZone: zone,
    });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}
