import type { MessageFacts, Party } from '@/runtime/flow/facts';

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

/** A transport says that a message of ours did not arrive, or not yet (mail: RFC 3464). */
export interface DeliveryReport {
  /** What the source calls the message that came back (mail: its Message-ID without angle brackets), where it tells. */
  originalMessageId: string | null;
  recipients: {
    address: string;
    /** The address itself does not work. */
    hard: boolean;
    /** It will not be tried any more. */
    permanent: boolean;
    /** The other side's words. */
    diagnostic: string;
  }[];
}

/** A message of somebody else that the sender passes on. */
export interface ForwardedMessage {
  from: Party;
  subject: string;
  text: string;
}

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
  /**
   * Ledger line of the message that came before it in the same conversation, where the channel knows it: this one is brought to
   * its ticket after that one.
   */
  follows: string | null;
  /** Set where the message is a report about one of ours. */
  report: DeliveryReport | null;
  /** Set where the message passes on another one. */
  forwarded: ForwardedMessage | null;
  attachments: InboundAttachment[];
  verdict: ChannelVerdict;
  /** Set where the clock begins a flow: this node of this flow takes it, and no other is asked. */
  start?: { flowId: string; nodeId: string };
  /** The channel that answers go out by, where it came by a door that only lets in. */
  answerBy?: { channelId: string; channelKind: string };
}

/** What the source of a message may be told: it is safe, under this id. */
export interface Receipt {
  ledgerId: string;
  /** It had been taken before; nothing happens a second time. */
  duplicate: boolean;
}
