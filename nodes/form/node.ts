import * as z from 'zod';
import { askCommands, questionFields, questionPorts } from '@/runtime/flow/ask';
import { localizedField, variableField } from '@/runtime/flow/config-schemas';
import type { NodeCommand } from '@/runtime/flow/execution';
import type { Json, JsonObject } from '@/runtime/flow/json';
import { localizedChoice } from '@/runtime/flow/localized';
import {
  type ConfigProblem,
  defineNode,
  go,
  type NodeContext,
  type Outcome,
  wait,
} from '@/runtime/flow/node-definition';
import { ANSWER_TYPES, readAnswer } from '@/runtime/flow/read-answer';

const config = z.object({
  questions: z
    .array(
      z.object({
        name: variableField,
        kind: z
          .enum(['text', 'number', 'date', 'email', 'choice', 'yesNo', 'file'])
          .default('text')
          .meta({ widget: 'select' }),
        question: localizedField.default({}),
        options: z
          .array(z.object({ value: z.string().min(1).max(80), label: localizedField.default({}) }))
          .max(20)
          .default([])
          .meta({ widget: 'options', showWhen: { kind: ['choice'] } }),
      }),
    )
    .max(30)
    .default([])
    .meta({ widget: 'questions' }),
  keep: z.boolean().default(true).meta({ widget: 'switch' }),
  skipKnown: z.boolean().default(true).meta({ widget: 'switch', advanced: true }),
  ...questionFields,
});
type Config = z.infer<typeof config>;

const memorySchema = z.object({
  index: z.int(),
  refused: z.int(),
  deadline: z.number().nullable(),
  answers: z.record(z.string(), z.json()),
});
type Memory = z.infer<typeof memorySchema>;

const MINUTE_MS = 60_000;

/** Asks several questions, one after the other. */
export default defineNode({
  type: 'form',
  version: 1,
  category: 'do',
  icon: 'IconClipboardText',
  config,
  waits: true,
  replies: true,
  ports: (config) => questionPorts([{ id: 'complete', kind: 'exit' }], config),
  summary: ({ questions }, translate) => translate('summary.questions', { count: questions.length }),
  variables: ({ questions }) => questions.map(({ name, kind }) => ({ name, type: ANSWER_TYPES[kind] })),
  fields: ({ questions, keep }) =>
    keep
      ? questions.map(({ name, kind }) => ({ name: `ticket.fields.${name}`, type: ANSWER_TYPES[kind] }))
      : [],
  problems({ questions }): ConfigProblem[] {
    if (questions.length === 0) return [{ level: 'error', path: ['questions'], key: 'questionsMissing' }];
    return questions.flatMap(({ name, kind, question, options }, index): ConfigProblem[] => {
      const values = { name };
      if (localizedChoice(question, 'en') === null)
        return [{ level: 'error', path: ['questions', index, 'question'], key: 'questionMissing', values }];
      return kind === 'choice' && options.length < 2
        ? [{ level: 'error', path: ['questions', index, 'options'], key: 'optionsMissing', values }]
        : [];
    });
  },
  run: (context) => askFrom(context, 0, {}),
  resume(context): Outcome {
    const { config, event, facts, environment } = context;
    const memory = memorySchema.safeParse(context.memory);
    if (!memory.success) return askFrom(context, 0, {});
    const { index, answers } = memory.data;
    const asked = config.questions[index];
    if (event.type !== 'messageReceived' || facts.message === null || !asked) {
      return go('timeout', { set: answers, because: { key: 'timeout', values: {} } });
    }
    if (facts.message.automatic) return waitWith(memory.data, { because: { key: 'machine', values: {} } });
    const zone = facts.customer.timeZone ?? environment.installation.timeZone;
    const answer = readAnswer(asked.kind, facts.message, asked.options, zone);
    return answer === null
      ? refuse(context, memory.data)
      : askFrom(context, index + 1, { ...answers, [asked.name]: answer });
  },
});

/** Asks the first question from `index` on whose answer is not known; without one the form is complete. */
function askFrom(context: NodeContext<Config>, index: number, answers: Record<string, Json>): Outcome {
  const { config, variables, clock } = context;
  const isKnown = (name: string) =>
    config.skipKnown && variables[name] !== undefined && variables[name] !== null;
  const next = config.questions.findIndex(({ name }, at) => at >= index && !isKnown(name));
  const question = config.questions[next];
  if (!question) return complete(config, answers);
  const deadline = config.timeoutMinutes > 0 ? clock.now + config.timeoutMinutes * MINUTE_MS : null;
  const memory = { index: next, refused: 0, deadline, answers };
  return waitWith(memory, {
    commands: ask(context, next),
    because: { key: 'asked', values: { name: question.name } },
  });
}

function refuse(context: NodeContext<Config>, memory: Memory): Outcome {
  const { config } = context;
  const refused = memory.refused + 1;
  const values = { name: config.questions[memory.index]?.name ?? '' };
  if (refused > config.retries)
    return go('invalid', { set: memory.answers, because: { key: 'invalid', values } });
  return waitWith(
    { ...memory, refused },
    { commands: ask(context, memory.index, true), because: { key: 'again', values }, invalidAnswer: true },
  );
}

function complete({ keep }: Config, answers: JsonObject): Outcome {
  const hasAnswers = Object.keys(answers).length > 0;
  return go('complete', {
    set: answers,
    commands: keep && hasAnswers ? [{ type: 'setTicketFields', fields: answers }] : [],
    because: { key: 'complete', values: {} },
  });
}

/** Asked again, the text for that stands before the question, for it does not say which of them is meant. */
function ask(context: NodeContext<Config>, index: number, isAgain = false): NodeCommand[] {
  const { config, language } = context;
  const asked = config.questions[index];
  if (!asked) return [];
  const { question, kind, options } = asked;
  const again = isAgain ? localizedChoice(config.again, language) : null;
  const chosen = localizedChoice(question, again?.language ?? language);
  const text = again && chosen ? { [chosen.language]: `${again.text}\n\n${chosen.text}` } : question;
  return askCommands(context, text, { kind, options: kind === 'choice' ? options : [] });
}

function waitWith(memory: Memory, extras: Parameters<typeof wait>[1]): Outcome {
  return wait(
    [memory.deadline === null ? { for: 'message' } : { for: 'message', deadline: memory.deadline }],
    { ...extras, remember: memory },
  );
}
