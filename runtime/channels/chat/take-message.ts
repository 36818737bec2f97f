import type { InboundAttachment, InboundMessage, Receipt } from '@/runtime/channels/inbound-message';
import { DomainError } from '@/runtime/domain-error';
import type { Json } from '@/runtime/flow/json';
import { appendChatLine, findChatLine, findLastOfVisitor } from '@/runtime/store/chat-lines';
import { type ChatSessionRecord, ChatSessions, findChatSession } from '@/runtime/store/chat-sessions';
import { nativeCollection } from '@/runtime/store/define-model';
import { Ledger } from '@/runtime/store/ledger';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { findMessagesById } from '@/runtime/store/messages';
import { safeFileName } from '../email/parse/safe-file-name';
import { isDangerousFile, sniffType } from '../email/parse/sniff-type';
import { chatLimits } from './chat-limits';
import type { MessageAnswer, MessageRequest } from './chat-protocol';
import type { Chat } from './find-chat';
import { takeRate } from './take-rate';
import { externalIdOf, toInboundMessage } from './to-inbound-message';

export interface SentFile {
  name: string;
  type: string;
  content: Uint8Array;
}

export interface TakingMessage {
  chat: Chat;
  session: ChatSessionRecord;
  request: MessageRequest;
  files: SentFile[];
  /** Network address. */
  address: string;
  /** Out of hours in a chat that takes no messages then. */
  refused: boolean;
  /** When this resolves, the message is in the ledger. */
  receive(message: InboundMessage): Promise<Receipt>;
  now(): number;
}

/**
 * Takes a visitor's message: into the ledger first, then into his chat. Sent again under one id it is the same message,
 * whatever became of the answer to the first attempt.
 * Errors: DomainError `chatTooFast`, `messageEmpty`, `messageTooLong`, `chatClosed`, `fileTooLarge`, `fileRefused`,
 * `choiceUnknown`, `chatBusy`.
 */
export async function takeMessage(taking: TakingMessage): Promise<MessageAnswer> {
  const { chat, session, request, now } = taking;
  const known = await nativeCollection(Ledger).findOne(
    { channelId: chat.channel._id, externalId: externalIdOf(session._id, request.clientId) },
    { projection: { _id: 1, ticketId: 1 } },
  );
  if (known) {
    if (session.ticketId === null && known.ticketId === null) await keepTicket(session, known._id);
    await showLine(session, known._id, request.clientId, now);
    return { id: known._id, duplicate: true };
  }
  if (taking.refused) throw new DomainError('conflict', 'chatClosed', 'The chat takes no messages now.');
  const choice = request.choice ? await readChoice(session, request.choice) : null;
  const text = choice ? choice.label : request.text.trim();
  const attachments = await readFiles(taking);
  if (text === '' && attachments.length === 0)
    throw new DomainError('invalid', 'messageEmpty', 'The message is empty.');
  if (text.length > chatLimits.text)
    throw new DomainError('tooLarge', 'messageTooLong', 'The message is too long.');
  const at = new Date(now());
  await takeRate('messageByVisitor', session._id, at);
  await takeRate('messageByAddress', taking.address, at);

  const placed = session.ticketId === null ? await claimOpening(session, now) : session;
  const { ledgerId, duplicate } = await taking.receive(
    toInboundMessage(
      {
        clientId: request.clientId,
        text,
        choice: choice?.value ?? null,
        page: request.page,
        attachments,
        arrivedAt: at.getTime(),
        follows: await findLastOfVisitor(session._id),
      },
      placed,
      chat.channel,
    ),
  );
  if (placed.ticketId === null) await keepTicket(session, ledgerId);
  await showLine(session, ledgerId, request.clientId, now);
  return { id: ledgerId, duplicate };
}

/** Longest time that the first message of a ticket keeps others waiting: its process may have died. */
const OPENING_MS = 5000;
const LOOK_MS = 100;

/** The first message opens the ticket. Another one of the same visitor (a second tab) waits until it is known. */
async function claimOpening(session: ChatSessionRecord, now: () => number): Promise<ChatSessionRecord> {
  const sessions = nativeCollection(ChatSessions);
  for (let waited = 0; waited <= 2 * OPENING_MS; waited += LOOK_MS) {
    const at = new Date(now());
    const claimed = await sessions.findOneAndUpdate(
      {
        _id: session._id,
        ticketId: null,
        $or: [{ openingSince: null }, { openingSince: { $lt: new Date(at.getTime() - OPENING_MS) } }],
      },
      { $set: { openingSince: at } },
      { returnDocument: 'after' },
    );
    if (claimed) return claimed as ChatSessionRecord;
    const current = await findChatSession(session._id);
    if (current && current.ticketId !== null) return current;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new DomainError('unavailable', 'chatBusy', 'The first message is still on its way.');
}

/** A ticket has the id of the ledger line that opens it. */
async function keepTicket(session: ChatSessionRecord, ledgerId: string): Promise<void> {
  await nativeCollection(ChatSessions).updateOne(
    { _id: session._id, ticketId: null },
    { $set: { ticketId: ledgerId, openingSince: null } },
  );
}

async function showLine(
  session: ChatSessionRecord,
  messageId: string,
  clientId: string,
  now: () => number,
): Promise<void> {
  const at = new Date(now());
  await appendChatLine(session._id, { messageId, clientId }, at);
  await appendLiveEvents([{ topic: 'chat', key: session._id, data: { change: 'line' } }], at);
}

/** Only what was offered in this very chat can be chosen. */
async function readChoice(
  session: ChatSessionRecord,
  { line, index }: NonNullable<MessageRequest['choice']>,
): Promise<{ label: string; value: Json }> {
  const shown = await findChatLine(session._id, line);
  const [message] = shown ? await findMessagesById([line]) : [];
  const chosen = message?.quickReplies[index];
  if (!chosen) throw new DomainError('invalid', 'choiceUnknown', 'This answer was not offered.');
  return chosen;
}

/** Types by content, names without tricks; nothing that would run when an agent opens it. */
async function readFiles({ chat, files }: TakingMessage): Promise<InboundAttachment[]> {
  if (files.length === 0) return [];
  const total = files.reduce((sum, { content }) => sum + content.length, 0);
  const tooLarge = files.find(({ content }) => content.length > chatLimits.fileBytes);
  if (tooLarge || total > chatLimits.totalBytes || files.length > chatLimits.files)
    throw new DomainError('tooLarge', 'fileTooLarge', 'The files are too large or too many.');
  return Promise.all(
    files.map(async ({ name, content }) => {
      const sniffed = await sniffType(content);
      const safe = safeFileName(name, 'file');
      if (!chat.settings.files || content.length === 0 || isDangerousFile(safe, sniffed, sniffed))
        throw new DomainError('invalid', 'fileRefused', 'This kind of file is not taken.', { name: safe });
      return { name: safe, type: sniffed, contentId: null, inline: false, content };
    }),
  );
}
