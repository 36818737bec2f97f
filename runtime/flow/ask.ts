import * as z from 'zod';
import { localizedField } from './config-schemas';
import type { NodeCommand } from './execution';
import type { Localized } from './flow-document';
import { localizedChoice, localizedText } from './localized';
import {
  go,
  type NodeContext,
  type Outcome,
  type PortDefinition,
  type WaitRequest,
  wait,
} from './node-definition';
import type { AnswerKind, AnswerOption } from './read-answer';

/** Settings that every node type has that asks a customer and waits for his answer. */
export const questionFields = {
  retries: z.int().min(0).max(10).default(2).meta({ widget: 'number', advanced: true }),
  again: localizedField.default({}).meta({ advanced: true }),
  timeoutMinutes: z.int().min(0).max(43_200).default(0).meta({ widget: 'duration', advanced: true }),
};

/** The ways on from a question: those of a good answer, `invalid` where none came, and `timeout` where there is a time limit. */
export function questionPorts(
  ways: readonly PortDefinition[],
  { timeoutMinutes }: Pick<QuestionConfig, 'timeoutMinutes'>,
): PortDefinition[] {
  const timeout: PortDefinition[] = timeoutMinutes > 0 ? [{ id: 'timeout', kind: 'timeout' }] : [];
  return [...ways, { id: 'invalid', kind: 'exit' }, ...timeout];
}

interface QuestionConfig {
  retries: number;
  again: Localized;
  timeoutMinutes: number;
}

/** How an answer can be given beside writing it. */
export interface AnswerWays {
  kind?: AnswerKind;
  options?: readonly AnswerOption[];
}

const memorySchema = z.object({ refused: z.int(), deadline: z.number().nullable() });

const MINUTE_MS = 60_000;

/** Asks, and waits for the answer. A machine is not asked, yet its sender is waited for. */
export function askOrWait(
  context: NodeContext<QuestionConfig>,
  question: Localized,
  ways: AnswerWays = {},
): Outcome {
  const { config, clock } = context;
  const deadline = config.timeoutMinutes > 0 ? clock.now + config.timeoutMinutes * MINUTE_MS : null;
  return waitForAnswer(
    { refused: 0, deadline },
    {
      commands: askCommands(context, question, ways),
      because: { key: 'asked', values: {} },
    },
  );
}

/** For an answer that does not fit: asks again, or goes on by `invalid` when that has been done often enough. */
export function refuseOrAskAgain(
  context: NodeContext<QuestionConfig>,
  question: Localized,
  ways: AnswerWays = {},
): Outcome {
  const { config, facts } = context;
  const memory = memorySchema.safeParse(context.memory).data ?? { refused: 0, deadline: null };
  // An out-of-office mail answers nothing: it is neither refused nor answered.
  if (facts.message?.automatic) return waitForAnswer(memory, { because: { key: 'machine', values: {} } });
  const refused = memory.refused + 1;
  if (refused > config.retries)
    return go('invalid', { because: { key: 'invalid', values: { count: refused } } });
  const again = localizedChoice(config.again, context.language) ? config.again : question;
  return waitForAnswer(
    { ...memory, refused },
    {
      commands: askCommands(context, again, ways),
      because: { key: 'again', values: {} },
      invalidAnswer: true,
    },
  );
}

export function timeUp(): Outcome {
  return go('timeout', { because: { key: 'timeout', values: {} } });
}

function waitForAnswer(memory: z.infer<typeof memorySchema>, extras: Parameters<typeof wait>[1]): Outcome {
  const request: WaitRequest =
    memory.deadline === null ? { for: 'message' } : { for: 'message', deadline: memory.deadline };
  return wait([request], { ...extras, remember: memory });
}

/** The question as a message; none to a machine. */
export function askCommands(
  { language, fill, facts }: Pick<NodeContext<unknown>, 'language' | 'fill' | 'facts'>,
  question: Localized,
  { kind, options = [] }: AnswerWays = {},
): NodeCommand[] {
  const chosen = localizedChoice(question, language);
  if (chosen === null || facts.message?.automatic || facts.message?.bounce) return [];
  const isMail = facts.message?.channelKind === 'email';
  const labels = options.map(({ value, label }) => localizedText(label, chosen.language) || value);
  // A mail has no buttons: the options are listed below the question.
  const listed = isMail ? labels.map((label, index) => `${index + 1}. ${label}`) : [];
  const text = [fill(chosen.text), ...(listed.length > 0 ? ['', ...listed] : [])].join('\n');
  const quickReplies =
    kind === 'yesNo' && !isMail
      ? yesAndNo(chosen.language)
      : options.map(({ value }, index) => ({ label: labels[index] ?? value, value }));
  const command: NodeCommand = {
    type: 'sendMessage',
    purpose: 'flow',
    to: null,
    body: { text, language: chosen.language },
  };
  return [quickReplies.length > 0 ? { ...command, quickReplies } : command];
}

function yesAndNo(language: string): { label: string; value: boolean }[] {
  const [yes, no] = language === 'de' ? ['Ja', 'Nein'] : ['Yes', 'No'];
  return [
    { label: yes, value: true },
    { label: no, value: false },
  ];
}
