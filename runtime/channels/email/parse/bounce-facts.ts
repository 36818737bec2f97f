import type { BounceFacts } from './bounce';
import { firstRaw } from './header-fields';
import { parseMessageIds } from './mail-addresses';
import type { MailBody } from './mail-body';
import { addressesOf, deliveredTo, type Envelope, readEnvelope } from './mail-envelope';
import type { MimePart } from './mime-tree';
import { partBytes } from './part-text';

/** All parts of the mail itself: embedded mails are foreign matter and not looked into. */
function ownParts(part: MimePart): MimePart[] {
  return [part, ...part.parts.flatMap(ownParts)];
}

/** Collects what the detection of bounces needs to know of a mail. */
export function bounceFacts(root: MimePart, envelope: Envelope, body: MailBody): BounceFacts {
  const parts = ownParts(root);
  const embedded = parts.find((part) => part.embedded !== null)?.embedded ?? null;
  const wrappedDeliveryStatus = embedded ? deliveryStatusIn(embedded) : [];
  const notification = embedded && wrappedDeliveryStatus.length > 0 ? embedded : root;
  return {
    subject: envelope.subject,
    fromAddress: envelope.from?.address ?? '',
    fromName: envelope.from?.name ?? '',
    rootType: root.type,
    reportType: reportType(root),
    header: (key) => firstRaw(envelope.fields, key),
    hasHeader: (key) => envelope.fields.some((field) => field.key === key),
    text: body.text.slice(0, 200_000),
    sentTo: ['to', 'delivered-to'].flatMap((key) => addressesOf(envelope, key).map(({ address }) => address)),
    dispositions: ownParts(root)
      .filter(({ type }) => type === 'message/disposition-notification')
      .map(latin1Of),
    deliveryStatus: deliveryStatusIn(root),
    wrappedDeliveryStatus,
    embeddedMessageId: returnedMessageId(notification),
    returnedTo: returnedTo(notification),
    hasEmbedded: embedded !== null || parts.some(({ type }) => type === 'text/rfc822-headers'),
  };
}

/** Message-ID of the mail that a notification gives back, whole or as its headers; empty when it does not. */
function returnedMessageId(notification: MimePart): string {
  const parts = ownParts(notification);
  const embedded = parts.find((part) => part.embedded !== null)?.embedded;
  const whole = embedded ? parseMessageIds(firstRaw(embedded.fields, 'message-id'))[0] : undefined;
  const headersOnly = parts.find((part) => part.type === 'text/rfc822-headers');
  return (
    whole ?? (headersOnly ? (/^message-id:\s*(<[^<>\s]+>)/im.exec(latin1Of(headersOnly))?.[1] ?? '') : '')
  );
}

/** To whom the mail went that came back: where its last server says so, else its only addressee; empty when unclear. */
function returnedTo(notification: MimePart): string {
  const embedded = ownParts(notification).find((part) => part.embedded !== null)?.embedded;
  if (!embedded) return '';
  const envelope = readEnvelope({
    ...embedded,
    fields: embedded.fields.filter(({ key }) => isOfDelivery(key)),
  });
  const [delivered] = deliveredTo(envelope);
  if (delivered) return delivered;
  const named = ['to', 'cc', 'bcc'].flatMap((key) => addressesOf(readEnvelope(embedded), key));
  const [only] = named;
  return named.length === 1 && only?.address.includes('@') ? only.address : '';
}

/** "Delivered-To" of the mail that came back speaks of the way before (a mailing list), its Received lines of the last. */
function isOfDelivery(key: string): boolean {
  return key === 'received';
}

function deliveryStatusIn(root: MimePart): string[] {
  return ownParts(root)
    .filter(({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status')
    .map(latin1Of);
}

function latin1Of(part: MimePart): string {
  const { bytes } = partBytes(part);
  return bytes.toString('latin1', 0, Math.min(bytes.length, 200_000));
}

/** The kind of a multipart/report, also where the parameter is missing but the part is there. */
export function reportType(root: MimePart): string {
  const declared = root.parameters.get('report-type')?.toLowerCase();
  if (declared) return declared;
  const types = ownParts(root).map((part) => part.type);
  if (types.includes('message/disposition-notification')) return 'disposition-notification';
  if (types.includes('message/feedback-report')) return 'feedback-report';
  return types.includes('message/delivery-status') ? 'delivery-status' : '';
}
