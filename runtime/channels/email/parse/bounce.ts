import { type BounceReason, bounceReason, isHardReason, reasonOfStatus } from './bounce-reason';
import { recipientsInNotice } from './bounce-recipients';
import { looksLikeBounce } from './bounce-signs';
import { type RecipientStatus, readDeliveryStatus } from './delivery-status';

/** What became of one recipient of a mail that could not be delivered. */
export interface BouncedRecipient {
  recipient: string;
  /** The address that the mail was sent to, where the other side passed it on to another (RFC 3464 section 2.3.1). */
  originalRecipient?: string;
  /** hard: the address itself does not work (unknown, moved, no such host); soft: anything else. */
  kind: 'hard' | 'soft';
  /** The mail will not be delivered any more; false while the other side still tries. */
  permanent: boolean;
  reason: BounceReason;
  status: string;
  diagnostic: string;
}

export interface Bounce extends BouncedRecipient {
  /** Message-ID of the mail that came back, with angle brackets; null when the notification does not tell. */
  originalMessageId: string | null;
  /** All recipients; the first is repeated in the fields above. */
  recipients: BouncedRecipient[];
}

/** What the detection needs to know of a mail. */
export interface BounceFacts {
  subject: string;
  fromAddress: string;
  fromName: string;
  rootType: string;
  reportType: string;
  /** First value of a header as raw text, empty when missing. */
  header(key: string): string;
  hasHeader(key: string): boolean;
  /** To whom the notice was sent: who wrote the failed mail. */
  sentTo: string[];
  /** Text of message/disposition-notification parts. */
  dispositions: string[];
  /** Readable text of the mail (from HTML when there is nothing else). */
  text: string;
  /** Bodies of message/delivery-status parts. */
  deliveryStatus: string[];
  /** The same of a notification that was wrapped into this mail by a gateway; empty where this mail has its own. */
  wrappedDeliveryStatus: string[];
  /** Message-ID in an embedded message or its headers; empty when there is none. */
  embeddedMessageId: string;
  /** The one address that the embedded message went to; empty when there is none or more than one. */
  returnedTo: string;
  /** Is there an embedded message or its headers at all? */
  hasEmbedded: boolean;
}

/** Actions that report no failure (RFC 3464 section 2.3.3). */
const NO_FAILURE = /^(?:delivered|relayed|expanded|success)/;

/** What comes after DATA, or Gmail's number for it. */
const AFTER_DATA =
  /(?:in reply to|after) (?:the )?end of data|end of DATA command|\[(?:DATA|\.)\]\s*$|\(state 1[578]\)/i;
const DATA_REFUSED = />>> ?DATA\s+<<< ?[45](?!03)/i;
/** With pipelining (RFC 2920) DATA is sent before the answer to RCPT: then it finds no recipient left. */
const NO_RECIPIENT_LEFT = /<<< ?5(?:03|54)[ -].{0,40}(?:rcpt|recipient)/i;

function refusedAfterData(notice: string): boolean {
  if (NO_RECIPIENT_LEFT.test(notice)) return false;
  return AFTER_DATA.test(notice) || DATA_REFUSED.test(notice);
}

/** Sentences of a warning: the other side goes on trying. */
const STILL_TRYING =
  /will be retried|will (?:continue|keep) (?:to try|trying)|attempts? (?:to deliver .{0,60})?will (?:be made|continue|keep)|delivery attempts will|not (?:yet )?been delivered (?:yet|to .{0,60}after)|(?:has|have) not yet been delivered|do(?: not|n't) (?:need to )?resend|warning (?:message )?only|no action is required on your part|wird weiter(?:hin)? versucht|weitere zustellversuche/i;
const DELAY_TOLD = /\bdelayed\b|verzögert/i;
const GIVEN_UP = /permanent|giving up|given up|failed|not going to try again|in the queue too long/i;

/** A notice in free form tells of a delay, not of an end. */
function tellsOfDelay(subject: string, notice: string): boolean {
  const opening = notice.slice(0, 4000);
  if (STILL_TRYING.test(opening)) return !/this is a permanent error|not going to try again/i.test(opening);
  return DELAY_TOLD.test(`${subject} ${opening}`) && !GIVEN_UP.test(opening);
}

function toRecipient(entry: RecipientStatus, surrounding: string, notice: string): BouncedRecipient {
  const diagnostic = entry.diagnostic !== '' ? entry.diagnostic : surrounding;
  // The code in the diagnostic is the other server's own word; the status field is often only a summary (x.0.0).
  const inText = /(?:^|[\s#(-])([245]\.\d{1,3}\.\d{1,3})(?:[\s:),-]|$)/.exec(diagnostic)?.[1] ?? '';
  const status =
    entry.status === '' || /^[45]\.(?:0\.0|[0-9]\.0)$/.test(entry.status)
      ? inText || entry.status
      : entry.status;
  let reason = bounceReason(diagnostic, status);
  // A status without a diagnostic says more than the words around it, which speak to people (footers, advice).
  if (entry.diagnostic === '' && !isHardReason(reason) && isHardReason(reasonOfStatus(entry.status)))
    reason = reasonOfStatus(entry.status);
  if (reason === 'unknown' && entry.diagnostic !== '') reason = bounceReason(surrounding, status);
  // Refused only after the whole mail was sent: the address was accepted before, so it is a filter that speaks.
  if (reason === 'unknown-user' && refusedAfterData(`${diagnostic}\n${notice}`)) reason = 'filtered';
  const delayed = entry.action === 'delayed';
  const temporaryCode =
    status.startsWith('4.') || (status === '' && /^(?:\D{0,20})?4\d\d[\s-]/.test(diagnostic));
  // A notice in free form that does not speak of further attempts is the end of them.
  const permanent = !delayed && (entry.action === 'failed' || entry.status === '' || !temporaryCode);
  // A temporary code is a choice of the other server's administrator; that nobody lives there stays true after the end.
  const gone = reason === 'unknown-user' && permanent;
  const hard = isHardReason(reason) && !delayed && (!temporaryCode || gone);
  return {
    recipient: entry.recipient,
    ...(entry.originalRecipient === '' ? {} : { originalRecipient: entry.originalRecipient }),
    kind: hard ? 'hard' : 'soft',
    permanent,
    reason,
    status,
    diagnostic: diagnostic.slice(0, 1000),
  };
}

const HEADER_ADDRESS = /[^\s<>,;"]+@[^\s<>,;"]+/g;

/** The part of the text before the returned mail begins. */
function noticeOf(text: string): string {
  const cut = text.search(
    /^[ \t|>*-]{0,80}(?:-{1,80} ?(?:below this line is a copy|original message|this is a copy|start of returned message|returned mail\b|the header|unsent message (?:follows|below)|returned message|message text follows|the following is a copy|forwarded message|message header|below the next line is a copy|enclosed is a copy|original headers|transcript of message)|-{3,40}.{0,10}(?:original message|returned message))/im,
  );
  return cut > 0 ? text.slice(0, cut) : text;
}

/** The lines that give the cause: with an SMTP reply if there is one, else the notice itself. */
function diagnosticIn(notice: string): string {
  const lines = notice.split('\n');
  const index = lines.findIndex((line) =>
    /(?:^|[\s#(:])[45]\d\d[\s-](?:#?[45]\.\d+\.\d+)?|\b[45]\.\d{1,3}\.\d{1,3}\b/.test(line),
  );
  const from = index < 0 ? 0 : Math.max(0, index - 1);
  return lines
    .slice(from, index < 0 ? lines.length : index + 4)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 1500);
}

/** Amazon SES tells about bounces in JSON when it is sent on by mail. */
function fromAmazonJson(text: string): RecipientStatus[] {
  if (!/"notificationType"\s*:\s*"Bounce"/.test(text)) return [];
  const pick = (key: string) => new RegExp(`"${key}"\\s*:\\s*"([^"]{1,300})"`).exec(text)?.[1] ?? '';
  return [
    {
      recipient: pick('emailAddress'),
      originalRecipient: '',
      action: pick('action') || 'failed',
      status: pick('status'),
      diagnostic: pick('diagnosticCode'),
    },
  ];
}

function originalMessageId(facts: BounceFacts): string | null {
  if (facts.embeddedMessageId !== '') return facts.embeddedMessageId;
  const inText = /^[ \t>|]{0,40}message-id:\s*(<[^<>\s]{1,900}>)/im.exec(facts.text)?.[1];
  if (inText) return inText;
  const related = `${facts.header('in-reply-to')} ${facts.header('references')}`;
  return /<[^<>\s]{1,900}>/.exec(related)?.[0] ?? null;
}

function finish(recipients: BouncedRecipient[], facts: BounceFacts): Bounce | null {
  const [first] = recipients;
  if (!first) return null;
  return { ...first, recipients, originalMessageId: originalMessageId(facts) };
}

function isFailure({ action, status }: RecipientStatus): boolean {
  if (action === 'failed' || action === 'delayed') return true;
  return !NO_FAILURE.test(action) && !status.startsWith('2');
}

function signsOf(facts: BounceFacts, notice: string) {
  return {
    isReport: facts.rootType === 'multipart/report' && facts.reportType === 'delivery-status',
    quotesReturnedMail: notice.length < facts.text.length,
    wrapsDeliveryStatus: facts.wrappedDeliveryStatus.length > 0,
  };
}

/** A mailbox filter (Sieve "reject", RFC 5429) may tell of its refusal in the form of a disposition notification. */
function fromRejection(notice: string, facts: BounceFacts): Bounce | null {
  const text = facts.dispositions.join('\n');
  if (!/^disposition:\s*automatic-action.{0,80};\s*deleted/im.test(text)) return null;
  if (!/\b(?:rejected|refused)\b|abgelehnt|zurückgewiesen/i.test(`${facts.subject} ${notice.slice(0, 2000)}`))
    return null;
  const recipient = /^final-recipient:\s*(?:rfc822\s*;)?\s*<?([^\s<>;]+@[^\s<>;]+)/im.exec(text)?.[1] ?? '';
  const entry: RecipientStatus = {
    recipient,
    originalRecipient: '',
    action: 'failed',
    status: '',
    diagnostic: notice.trim(),
  };
  return finish([toRecipient(entry, notice, notice)], facts);
}

/** Reads a notice that only people were meant to read. */
function fromNotice(notice: string, facts: BounceFacts): BouncedRecipient[] {
  const action = tellsOfDelay(facts.subject, notice) ? 'delayed' : '';
  const inHeader = facts.header('x-failed-recipients').match(HEADER_ADDRESS) ?? [];
  const named =
    inHeader.length > 0
      ? inHeader.map((address) => ({ address, diagnostic: '' }))
      : recipientsInNotice(notice, facts);
  const several = named.length > 1;
  const isOwn = facts.sentTo.some((address) => address.toLowerCase() === facts.returnedTo.toLowerCase());
  const unnamed = [{ address: isOwn ? '' : facts.returnedTo, diagnostic: '' }];
  // Where the text does not say why, the subject may ("Returned mail: User unknown").
  const surrounding = `${notice.slice(0, 2000)} ${facts.subject}`;
  return (named.length > 0 ? named : unnamed).map(({ address, diagnostic }) =>
    toRecipient(
      {
        recipient: address,
        originalRecipient: '',
        action,
        status: '',
        diagnostic: diagnosticIn(several && diagnostic !== '' ? diagnostic : notice),
      },
      surrounding,
      notice,
    ),
  );
}

/**
 * Tells whether a mail reports a failed or delayed delivery (RFC 3464, and the forms of servers that do not follow it)
 * and for which recipient. Reports of successful delivery, read receipts and replies of people give null.
 */
export function detectBounce(facts: BounceFacts): Bounce | null {
  const notice = noticeOf(facts.text);
  const statusTexts = [...facts.deliveryStatus];
  if (statusTexts.length === 0 && /^reporting-mta:/im.test(notice) && /^final-recipient:/im.test(notice))
    statusTexts.push(notice);
  const reported = [...statusTexts.flatMap(readDeliveryStatus), ...fromAmazonJson(facts.text)];
  if (reported.length > 0) {
    const failed = reported.filter(isFailure);
    if (failed.length === 0) return null;
    const surrounding = diagnosticIn(notice);
    return finish(
      failed.map((entry) => toRecipient(entry, surrounding, notice)),
      facts,
    );
  }
  if (facts.reportType === 'feedback-report') return null;
  if (facts.reportType === 'disposition-notification') return fromRejection(notice, facts);
  const signs = { ...facts, ...signsOf(facts, notice) };
  if (!looksLikeBounce(signs, notice)) return null;
  const wrapped = facts.wrappedDeliveryStatus.flatMap(readDeliveryStatus).filter(isFailure);
  if (wrapped.length > 0)
    return finish(
      wrapped.map((entry) => toRecipient(entry, diagnosticIn(notice), notice)),
      facts,
    );
  return finish(fromNotice(notice, facts), facts);
}
