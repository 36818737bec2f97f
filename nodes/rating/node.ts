import * as z from 'zod';
import { askOrWait, questionFields, questionPorts, refuseOrAskAgain, timeUp } from '@/runtime/flow/ask';
import { localizedField, variableField } from '@/runtime/flow/config-schemas';
import { localizedChoice, localizedText } from '@/runtime/flow/localized';
import { defineNode, go, type Outcome } from '@/runtime/flow/node-definition';
import { readAnswer } from '@/runtime/flow/read-answer';

const config = z.object({
  question: localizedField.default({
    en: 'How content are you with our help? Please answer with a number from 1 (not at all) to 5 (very).',
    de: 'Wie zufrieden sind Sie mit unserer Hilfe? Bitte antworten Sie mit einer Zahl von 1 (gar nicht) bis 5 (sehr).',
  }),
  field: variableField.default('rating').meta({ advanced: true }),
  ...questionFields,
});

const RATINGS = [1, 2, 3, 4, 5];
const GOOD = 4;

/** Asks for a rating from 1 to 5. */
export default defineNode({
  type: 'rating',
  version: 1,
  category: 'do',
  icon: 'IconStar',
  config,
  waits: true,
  replies: true,
  ports: (config) =>
    questionPorts(
      [
        { id: 'good', kind: 'exit' },
        { id: 'poor', kind: 'exit' },
      ],
      config,
    ),
  summary: ({ question }, { language = 'en' }) => localizedText(question, language),
  variables: ({ field }) => [{ name: field, type: 'number' }],
  fields: ({ field }) => [{ name: `ticket.fields.${field}`, type: 'number' }],
  problems: ({ question }) =>
    localizedChoice(question, 'en') === null
      ? [{ level: 'error', path: ['question'], key: 'questionMissing' }]
      : [],
  run: (context) => withStars(askOrWait(context, context.config.question)),
  resume(context) {
    const { config, event, facts } = context;
    if (event.type !== 'messageReceived' || facts.message === null) return timeUp();
    const { message } = facts;
    const rating = typeof message.choice === 'number' ? message.choice : readAnswer('number', message);
    if (message.automatic || typeof rating !== 'number' || !RATINGS.includes(rating)) {
      return withStars(refuseOrAskAgain(context, config.question));
    }
    return go(rating >= GOOD ? 'good' : 'poor', {
      set: { [config.field]: rating },
      commands: [{ type: 'setTicketFields', fields: { [config.field]: rating } }],
      because: { key: 'rated', values: { rating } },
    });
  },
});

function withStars(asked: Outcome): Outcome {
  const quickReplies = RATINGS.map((value) => ({ label: String(value), value }));
  const commands = asked.commands?.map((command) =>
    command.type === 'sendMessage' ? { ...command, quickReplies } : command,
  );
  return commands ? { ...asked, commands } : asked;
}
