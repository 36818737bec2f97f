import type { Facts, MessageFacts } from '@/runtime/flow/facts';
import type { TapeFacts } from './executions';
import type { MessageRecord } from './messages';

/** Facts for the tape: the message by its id, because its text is stored with the message. */
export function tapeFacts({ message, ticket, customer }: Facts): TapeFacts {
  return { messageId: message?.id ?? null, ticket, customer };
}

/** Whole facts of a tape entry again. */
export function factsOfTape(facts: TapeFacts, message: MessageRecord | null): Facts {
  const { messageId, ...rest } = facts;
  return { ...rest, message: message && message._id === messageId ? messageFacts(message) : null };
}

/** What a flow may know of a stored message; `null` for one that did not come in. */
export function messageFacts(message: MessageRecord): MessageFacts | null {
  return message.facts ? { ...message.facts, text: message.text } : null;
}
