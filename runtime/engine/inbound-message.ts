import * as z from 'zod';
import type { MessageFacts } from '@/runtime/flow/facts';
import { jsonSchema } from '@/runtime/flow/json';

export interface InboundAttachment {
  name: string;
  type: string;
  /** `cid:` of an inline image, without angle brackets. */
  contentId: string | null;
  inline: boolean;
  content: Uint8Array;
}

/** What the channel found out about the message before the engine sees it. */
export type ChannelVerdict =
  | { kind: 'accept' }
  /** Refused on purpose: the ledger keeps the line, no ticket is made. */
  | { kind: 'reject'; reason: string; detail: string }
  /** Could not be decoded: kept whole for a person to look at. */
  | { kind: 'quarantine'; reason: string; detail: string };

/** One message as a channel hands it in: verified, decoded and normalised, whatever kind of channel it came by. */
export interface InboundMessage {
  channelId: string;
  channelKind: string;
  /** What the source calls it (mail: Message-ID, or a digest of the raw bytes): taken once per channel. */
  externalId: string;
  /** As it came over the wire; `null` where a channel has no such thing. */
  raw: Uint8Array | null;
  /** `id` is given by the engine. `text` is the visible text. */
  facts: Omit<MessageFacts, 'id' | 'attachments'>;
  /** Whole text with quotes and signature; `null` where it is `facts.text`. */
  fullText: string | null;
  /** Sanitised HTML, or `null`. */
  html: string | null;
  inReplyTo: string | null;
  /** Ticket tokens found in addresses, headers or subject, the most trustworthy first. */
  ticketTokens: string[];
  attachments: InboundAttachment[];
  verdict: ChannelVerdict;
}

const partySchema = z.object({ name: z.string(), address: z.string() });

/** The same, as the ledger keeps it until the message lies on its ticket: contents of attachments are files by then. */
export const storedInboundSchema = z.object({
  facts: z.object({
    channelKind: z.string(),
    channel: z.string(),
    address: z.string(),
    from: partySchema,
    to: z.array(partySchema),
    cc: z.array(partySchema),
    subject: z.string(),
    text: z.string(),
    language: z.string().nullable(),
    arrivedAt: z.number(),
    sentAt: z.number().nullable(),
    automatic: z.boolean(),
    automaticReason: z.string().nullable(),
    bounce: z.boolean(),
    messageId: z.string().nullable(),
    references: z.array(z.string()),
    choice: jsonSchema,
  }),
  fullText: z.string().nullable(),
  html: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  ticketTokens: z.array(z.string()),
  attachments: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.number(),
      contentId: z.string().nullable(),
      inline: z.boolean(),
    }),
  ),
});
export type StoredInbound = z.infer<typeof storedInboundSchema>;

/** A ledger line on its way to a ticket. */
export interface LedgerWork {
  ledgerId: string;
  channelId: string;
  channelKind: string;
  inbound: StoredInbound;
  /** First attempt: nothing of it can have been written yet. */
  fresh: boolean;
}
