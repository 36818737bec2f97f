import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '@/runtime/domain-error';
import { type ChatSessionRecord, ChatSessions, findChatSession } from '@/runtime/store/chat-sessions';
import { Customers, customerIdentity, findCustomer } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { newId } from '@/runtime/store/new-id';
import { findTicket } from '@/runtime/store/tickets';
import type { SessionRequest } from './chat-protocol';
import type { Chat } from './find-chat';
import { readSessionToken, signSession } from './session-token';
import { takeRate } from './take-rate';
import { readCarriedTicket } from './ticket-link';

/**
 * Makes a session for a visitor who is about to write his first message, and the token that his browser keeps. A signed
 * link carries its ticket over: what he writes belongs to it, and he is its customer.
 * Errors: DomainError `chatTooFast`, `consentMissing`, `contactMissing`, `linkExpired`.
 */
export async function openSession(
  { channel, settings }: Chat,
  request: SessionRequest,
  address: string,
  at: Date,
): Promise<{ session: ChatSessionRecord; token: string }> {
  await takeRate('openByAddress', address, at);
  const consent = settings.consent[request.language] ?? Object.values(settings.consent)[0] ?? '';
  if (consent.trim() !== '' && !request.consent) {
    throw new DomainError('invalid', 'consentMissing', 'The visitor has not agreed to the notice.');
  }
  const contact = contactOf(request);
  if (settings.contact === 'required' && !request.carry && (contact.name === '' || contact.email === null)) {
    throw new DomainError('invalid', 'contactMissing', 'Name and mail address are missing.');
  }
  const carried = request.carry ? readCarriedTicket(request.carry, channel._id, at.getTime()) : null;
  if (request.carry && !carried) {
    throw new DomainError('forbidden', 'linkExpired', 'The link to this chat is no longer valid.');
  }
  const session: ChatSessionRecord = {
    _id: newId(at.getTime()),
    channelId: channel._id,
    visitor: `visitor-${newId(at.getTime()).slice(-8)}${randomBytes(2).toString('hex')}`,
    ...contact,
    language: request.language,
    consent: consent.trim() === '' ? null : { at, text: digest(consent) },
    ticketId: null,
    openingSince: null,
    lines: 0,
    createdAt: at,
    lastSeenAt: at,
  };
  const known = carried
    ? await carryTicket(session, carried.ticketId, channel.kind)
    : await keepContact(session, channel.kind);
  await nativeCollection(ChatSessions).insertOne(known);
  return { session: known, token: signSession(known._id, channel._id) };
}

/** The session that a browser's token stands for. Errors: DomainError `sessionUnknown`. */
export async function resumeSession({ channel }: Chat, token: string, at: Date): Promise<ChatSessionRecord> {
  const id = readSessionToken(token, channel._id);
  const session = id === null ? null : await findChatSession(id);
  if (!session || session.channelId !== channel._id) {
    throw new DomainError('forbidden', 'sessionUnknown', 'This chat session is not known.');
  }
  if (at.getTime() - session.lastSeenAt.getTime() > SEEN_MS) {
    await nativeCollection(ChatSessions).updateOne({ _id: session._id }, { $max: { lastSeenAt: at } });
  }
  return session;
}

/** The next message opens a ticket of its own. */
export async function leaveTicket(session: ChatSessionRecord): Promise<void> {
  await nativeCollection(ChatSessions).updateOne(
    { _id: session._id },
    { $set: { ticketId: null, openingSince: null } },
  );
}

/** How exactly it is kept when a visitor was last there. */
const SEEN_MS = 3_600_000;

/** What the visitor says of himself stands with the customer, for agents; it makes him nobody else's customer. */
async function keepContact(session: ChatSessionRecord, kind: string): Promise<ChatSessionRecord> {
  if (session.name === '' && session.email === null) return session;
  await nativeCollection(Customers).insertOne({
    _id: session._id,
    name: session.name,
    address: session.visitor,
    identities: [customerIdentity(kind, session.visitor)],
    language: session.language,
    timeZone: null,
    fields: session.email === null ? {} : { email: session.email },
    ticketCount: 0,
    countedTickets: [],
    lastAgentId: null,
    badAddresses: [],
    createdAt: session.createdAt,
    lastSeenAt: session.createdAt,
  });
  return session;
}

/** The visitor is the ticket's customer: he keeps his other addresses, and gets the chat as one more. */
async function carryTicket(
  session: ChatSessionRecord,
  ticketId: string,
  kind: string,
): Promise<ChatSessionRecord> {
  const ticket = await findTicket(ticketId);
  if (!ticket) throw new DomainError('forbidden', 'linkExpired', 'The ticket of this link is gone.');
  const customer = await findCustomer(ticket.customerId);
  await nativeCollection(Customers).updateOne(
    { _id: ticket.customerId },
    { $addToSet: { identities: customerIdentity(kind, session.visitor) } },
  );
  return { ...session, ticketId, name: customer?.name ?? '' };
}

function contactOf({ name = '', email = '' }: SessionRequest): Pick<ChatSessionRecord, 'name' | 'email'> {
  return { name: name.trim(), email: email.trim().toLowerCase() || null };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
