import * as z from 'zod';
import {
  type AnswerWays,
  askOrWait,
  questionFields,
  questionPorts,
  refuseOrAskAgain,
  timeUp,
} from '@/runtime/flow/ask';
import { localizedField, variableField } from '@/runtime/flow/config-schemas';
import { localizedChoice, localizedText } from '@/runtime/flow/localized';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { ANSWER_TYPES, readAnswer } from '@/runtime/flow/read-answer';

const config = z.object({
  question: localizedField.default({ en: '', de: '' }),
  kind: z
    .enum(['text', 'number', 'date', 'email', 'choice', 'yesNo', 'file'])
    .default('text')
    .meta({ widget: 'select' }),
  options: z
    .array(z.object({ value: z.string().min(1).max(80), label: localizedField.default({}) }))
    .max(20)
    .default([])
    .meta({ widget: 'options', showWhen: { kind: ['choice'] } }),
  variable: variableField.default('answer'),
  keep: z.boolean().default(false).meta({ widget: 'switch' }),
  ...questionFields,
});

/** Asks the customer, checks the answer and keeps it. */
export default defineNode({
  type: 'ask-question',
  version: 1,
  category: 'do',
  icon: 'IconMessageQuestion',
  config,
  waits: true,
  replies: true,
  ports: (config) => questionPorts([{ id: 'answered', kind: 'exit' }], config),
  summary: ({ question }, { language = 'en' }) => localizedText(question, language),
  variables: ({ variable, kind }) => [{ name: variable, type: ANSWER_TYPES[kind] }],
  fields: ({ variable, kind, keep }) =>
    keep ? [{ name: `ticket.fields.${variable}`, type: ANSWER_TYPES[kind] }] : [],
  problems({ question, kind, options }) {
    if (localizedChoice(question, 'en') === null)
      return [{ level: 'error', path: ['question'], key: 'questionMissing' }];
    return kind === 'choice' && options.length < 2
      ? [{ level: 'error', path: ['options'], key: 'optionsMissing' }]
      : [];
  },
  run: (context) => askOrWait(context, context.config.question, waysOf(context.config)),
  resume(context) {
    const { config, event, facts, environment } = context;
    if (event.type !== 'messageReceived' || facts.message === null) return timeUp();
    // What a machine writes is no answer, even where any text would do.
    const zone = facts.customer.timeZone ?? environment.installation.timeZone;
    const answer = facts.message.automatic
      ? null
      : readAnswer(config.kind, facts.message, config.options, zone);
    if (answer === null) return refuseOrAskAgain(context, config.question, waysOf(config));
    return go('answered', {
      set: { [config.variable]: answer },
      commands: config.keep ? [{ type: 'setTicketFields', fields: { [config.variable]: answer } }] : [],
      because: { key: 'answered', values: { answer: String(answer).slice(0, 200) } },
    });
  },
});

/** Options of another kind of answer may be left over. */
function waysOf({ kind, options }: z.infer<typeof config>): AnswerWays {
  return { kind, options: kind === 'choice' ? options : [] };
}
