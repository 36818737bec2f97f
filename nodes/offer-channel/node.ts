import * as z from 'zod';
import { localizedField, slotField, variableField } from '@/runtime/flow/config-schemas';
import { localizedChoice } from '@/runtime/flow/localized';
import { defineNode, fail, go, wait } from '@/runtime/flow/node-definition';

const config = z.object({
  chat: slotField('chat').default('website'),
  text: localizedField.default({
    en: 'Would you rather talk to us directly? This link leads you into our chat, where we go on with your request:',
    de: 'Möchten Sie lieber direkt mit uns sprechen? Über diesen Link gelangen Sie in unseren Chat und setzen Ihr Anliegen dort fort:',
  }),
  days: z.int().min(1).max(30).default(7).meta({ widget: 'number' }),
  variable: variableField.default('chatLink').meta({ advanced: true }),
});

const answerSchema = z.object({ link: z.string().min(1) });
const DAY_MS = 86_400_000;
const TIMEOUT_MS = 10_000;

/** Offers the customer to go on in a chat: sends a signed link that carries his ticket over. */
export default defineNode({
  type: 'offer-channel',
  version: 1,
  category: 'do',
  icon: 'IconMessageForward',
  config,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'error', kind: 'error' },
  ],
  replies: true,
  summary: ({ chat }, translate, environment) =>
    translate('summary', { name: environment?.chats?.[chat]?.name ?? chat }),
  variables: ({ variable }) => [{ name: variable, type: 'text' }],
  problems: ({ text }) =>
    localizedChoice(text, 'en') === null ? [{ level: 'error', path: ['text'], key: 'textMissing' }] : [],
  exampleAnswers: () => [{ key: 'link', answer: { result: { link: 'https://chat.example.com/website' } } }],
  run({ config, facts, clock }) {
    if (facts.message?.automatic || facts.message?.bounce)
      return go('next', { because: { key: 'machine', values: {} } });
    const input = { chat: config.chat, expiresAt: clock.now + config.days * DAY_MS };
    return wait([{ for: 'activity', activity: 'offer-channel', input, timeoutMs: TIMEOUT_MS }]);
  },
  resume({ config, event, language, fill }) {
    if (event.type === 'activityFailed') return fail(event.code, event.message);
    const answer = event.type === 'activityCompleted' ? answerSchema.safeParse(event.result) : null;
    const text = localizedChoice(config.text, language);
    if (!answer?.success || text === null) return fail('badAnswer', 'The link to the chat was not made.');
    const { link } = answer.data;
    return go('next', {
      set: { [config.variable]: link },
      commands: [
        {
          type: 'sendMessage',
          purpose: 'flow',
          to: null,
          body: { text: `${fill(text.text)}\n\n${link}`, language: text.language },
        },
      ],
      because: { key: 'offered', values: { days: config.days } },
    });
  },
});
