import { htmlToText } from '@/runtime/channels/email/parse/html-lines';
import { sanitizeHtml } from '@/runtime/channels/email/parse/sanitize-html';
import { DomainError } from '@/runtime/domain-error';
import { queueOutgoing } from '@/runtime/engine/queue-outgoing';
import { slaAfterReply } from '@/runtime/routing/ticket-sla';
import { type ChannelRecord, findChannel } from '@/runtime/store/channels';
import { localizedName } from '@/runtime/store/localized-name';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import type { TicketRecord } from '@/runtime/store/tickets';
import { type ChangedTicket, changeTicket, readTicket } from './change-ticket';
import type { Person } from './person';
import { closeTicket, parkTicket } from './ticket-operations';
import { claimUploads } from './uploads';

export interface Reply {
  ticketId: string;
  /** Chosen by the browser: sent twice under one id, it goes out once. */
  replyId: string;
  html: string;
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  subject: string | null;
  /** Files uploaded before, by id. */
  uploads: string[];
  /** The newest message of the customer that the writer had before him; null if there was none. */
  seenMessageId: string | null;
  /** Send although the customer has written since. */
  evenIfNewer: boolean;
  afterwards: 'stay' | 'close' | 'park';
}

const countedKept = 50;

/**
 * Sends an agent's answer: queues the message (exactly once per `replyId`), takes the ticket if nobody has it, notes
 * the reply for its promised times, and closes or parks it if asked.
 * Errors: DomainError `ticketUnknown`, `replyEmpty`, `newerMessage` (the customer has written since), `channelGone`.
 */
export async function writeReply(reply: Reply, by: Person, now: Date): Promise<ChangedTicket> {
  const [ticket, newest] = await Promise.all([readTicket(reply.ticketId), newestInbound(reply.ticketId)]);
  if (newest && newest._id !== reply.seenMessageId && !reply.evenIfNewer) {
    throw new DomainError('conflict', 'newerMessage', 'The customer has written again in the meantime.');
  }
  const html = sanitizeHtml(reply.html, { remoteImages: 'show' });
  const text = htmlToText(html).trim();
  if (text === '' && reply.uploads.length === 0) {
    throw new DomainError('invalid', 'replyEmpty', 'The reply is empty.');
  }
  const channel = await usableChannel(ticket);
  const attachments = await claimUploads(reply.uploads, by.id);
  const language = ticket.language ?? 'de';
  const id = `reply:${ticket._id}:${reply.replyId}`;
  await queueOutgoing(
    [
      {
        id,
        ticket,
        channel: {
          _id: channel._id,
          kind: channel.kind,
          name: localizedName(channel.name, language),
          address: channel.addresses[0] ?? '',
        },
        purpose: 'reply',
        to: reply.to,
        cc: reply.cc,
        subject: reply.subject,
        text,
        html: htmlDocument(html),
        language: ticket.language,
        author: by,
        inReplyTo: newest,
        attachments,
        quickReplies: [],
        attachOriginal: false,
      },
    ],
    now,
  );
  const changed = await noteReply(ticket._id, id, by, now);
  if (reply.afterwards === 'close') return closeTicket(ticket._id, by, now);
  if (reply.afterwards === 'park') return parkTicket(ticket._id, null, by, now);
  return changed;
}

function noteReply(ticketId: string, messageId: string, by: Person, now: Date): Promise<ChangedTicket> {
  return changeTicket(ticketId, by, now, (ticket) => {
    const counted = ticket.countedMessages.includes(messageId);
    return {
      kind: 'replied',
      set: {
        state: 'open',
        closedAt: null,
        parkedUntil: null,
        unread: 0,
        lastMessageAt: now,
        firstReplyAt: ticket.firstReplyAt ?? now,
        sla: slaAfterReply(ticket.sla, now.getTime()),
        messageCount: ticket.messageCount + (counted ? 0 : 1),
        countedMessages: counted
          ? ticket.countedMessages
          : [...ticket.countedMessages, messageId].slice(-countedKept),
        ...(ticket.assigneeId === null ? { assigneeId: by.id, assigneeName: by.name, assignedAt: now } : {}),
      },
    };
  });
}

function newestInbound(ticketId: string): Promise<MessageRecord | null> {
  return Messages.findOne({ ticketId, direction: 'inbound' }).sort({ at: -1 }).lean<MessageRecord>().exec();
}

async function usableChannel(ticket: TicketRecord): Promise<ChannelRecord> {
  const channel = await findChannel(ticket.channelId);
  if (!channel?.enabled) {
    throw new DomainError(
      'conflict',
      'channelGone',
      'The channel this ticket came by is gone or switched off.',
    );
  }
  return channel;
}

/** A font that mail programs show alike; everything else is the reader's own. */
function htmlDocument(body: string): string {
  return `<div style="font-family: Arial, Helvetica, sans-serif; font-size: 14px; line-height: 1.5">${body}</div>`;
}
