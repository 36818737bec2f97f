import * as z from 'zod';
import { askOrWait, questionFields, questionPorts, refuseOrAskAgain, timeUp } from '@/runtime/flow/ask';
import { localizedField, variableNameSchema } from '@/runtime/flow/config-schemas';
import { localizedChoice, localizedText } from '@/runtime/flow/localized';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { readYesNo } from '@/runtime/flow/read-answer';

const config = z.object({
  question: localizedField.default({ en: '', de: '' }),
  field: variableNameSchema.default('consent').meta({ widget: 'text', advanced: true }),
  ...questionFields,
});

const YES_NO = { kind: 'yesNo' } as const;

/** Asks for consent once and keeps the answer with the customer. */
export default defineNode({
  type: 'consent',
  version: 1,
  category: 'do',
  icon: 'IconShieldCheck',
  config,
  waits: true,
  replies: true,
  ports: (config) =>
    questionPorts(
      [
        { id: 'agreed', kind: 'exit' },
        { id: 'declined', kind: 'exit' },
      ],
      config,
    ),
  summary: ({ question }, { language = 'en' }) => localizedText(question, language),
  problems: ({ question }) =>
    localizedChoice(question, 'en') === null
      ? [{ level: 'error', path: ['question'], key: 'questionMissing' }]
      : [],
  run(context) {
    const { config, facts } = context;
    if (facts.customer.fields[config.field] === true)
      return go('agreed', { because: { key: 'given', values: {} } });
    return askOrWait(context, config.question, YES_NO);
  },
  resume(context) {
    const { config, event, facts, clock } = context;
    if (event.type !== 'messageReceived' || facts.message === null) return timeUp();
    const answer = facts.message.automatic ? null : readYesNo(facts.message);
    if (answer === null) return refuseOrAskAgain(context, config.question, YES_NO);
    return go(answer ? 'agreed' : 'declined', {
      commands: [
        { type: 'setCustomerFields', fields: { [config.field]: answer, [`${config.field}At`]: clock.now } },
      ],
      because: { key: answer ? 'agreed' : 'declined', values: {} },
    });
  },
});
