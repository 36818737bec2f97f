import { expect, test } from 'vitest';
import { type Message, newestToAnswer, newsSince } from './newest-messages';

const message = (id: string, part: Partial<Message>): Message => ({
  id,
  direction: 'inbound',
  origin: 'customer',
  automatic: false,
  machine: null,
  authorName: null,
  mine: false,
  channelKind: 'email',
  from: { name: '', address: 'ada@example.org' },
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  text: '',
  fullText: null,
  html: null,
  attachments: [],
  at: new Date(0),
  delivery: null,
  deliveryDetail: null,
  reported: null,
  sendAt: null,
  forwards: null,
  picturesWanted: false,
  authentication: null,
  ...part,
});
const messages = [
  message('question', {}),
  message('automatic reply', { direction: 'outbound', origin: 'flow', automatic: true }),
  message('own', { direction: 'outbound', origin: 'agent', mine: true }),
  message('bounce', { automatic: true, machine: 'bounce' }),
  message('colleague', { direction: 'outbound', origin: 'agent' }),
  message('note', { direction: 'note', origin: 'agent' }),
];

test('nobody answers a machine while a person has written', () => {
  expect(newestToAnswer({ messages })?.id).toBe('question');
  expect(newestToAnswer({ messages: messages.slice(3) })?.id).toBe('bounce');
  expect(newestToAnswer({ messages: [] })).toBeUndefined();
});

test('news is what customers and colleagues wrote since', () => {
  const ids = (seenId: string | null) => newsSince({ messages }, seenId).map(({ id }) => id);
  expect(ids(null)).toEqual(['question', 'colleague']);
  expect(ids('question')).toEqual(['colleague']);
  expect(ids('colleague')).toEqual([]);
});
