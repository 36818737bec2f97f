import { bareMessage } from '@/runtime/channels/bare-message';
import type { InboundMessage } from '@/runtime/channels/inbound-message';
import type { Mailbox } from './to-inbound-message';

/** A mail that its server could not give, however often it was asked. */
export interface LeftBehindMail {
  folder: string;
  /** The numbering that `uid` belongs to (RFC 9051, 2.3.1.1). */
  uidValidity: string;
  uid: number;
  /** The server's own words. */
  reason: string;
}

/** Its line in the ledger: in quarantine, with the place where people can look for it. */
export function leftBehindMessage(
  { folder, uidValidity, uid, reason }: LeftBehindMail,
  channel: Mailbox,
  now: number,
): InboundMessage {
  return {
    ...bareMessage(channel.kind, channel.slot, now),
    channelId: channel._id,
    channelKind: channel.kind,
    externalId: `imap:${folder}:${uidValidity}:${uid}`,
    raw: null,
    verdict: {
      kind: 'quarantine',
      reason: 'undecodable',
      detail: `The mail server could not give this mail (folder ${folder}, number ${uid}): ${reason}`,
    },
  };
}
