import { type BounceReason, bounceReason, isHardReason } from './bounce-reason';
import { type RecipientStatus, readDeliveryStatus } from './delivery-status';

/** What became of one recipient of a mail that could not be delivered. */
export interface BouncedRecipient {
  recipient: string;
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
  /** Readable text of the mail (from HTML when there is nothing else). */
  text: string;
  /** Bodies of message/delivery-status parts. */
  deliveryStatus: string[];
  /** The same of a notification that was wrapped into this mail by a gateway; empty where this mail has its own. */
  wrappedDeliveryStatus: string[];
  /** Message-ID in an embedded message or its headers; empty when there is none. */
  embeddedMessageId: string;
  /** Is there an embedded message or its headers at all? */
  hasEmbedded: boolean;
}

const BOUNCE_SUBJECT =
  /^(?:\[[^\]]{1,40}\]\s*)?(?:(?:re|fw|fwd|aw|wg):\s*)?(?:\*+\s*)?(?:undeliver(?:able|ed)\b|returned (?:mail|e-?mail|to sender)|(?:mail )?delivery (?:status )?(?:notification|failure|failed|error|report|problem|has failed|delayed)|mail (?:delivery|system) (?:failed|failure|error|subsystem)|mail could ?n[o']t be delivered|failure (?:notice|delivery)|failed (?:delivery|mail|to deliver)|(?:e-?mail|message) (?:could not be|not|was not|delivery failure|undeliverable|delivery (?:failed|delayed|problem)|you sent blocked|status)|warning: (?:could not send|message .{1,60} delayed)|delivery problem|non.?deliver|ndn:|nondeliverable|unable to deliver|(?:there was an )?error sending your mail|rejected(?: mail)?:|unzustellbar|nicht zustellbar|(?:die )?zustellung (?:fehlgeschlagen|gescheitert|nicht möglich)|ihre (?:e-?mail|nachricht) .{0,60}(?:nicht|konnte).{0,30}zugestellt|nachricht (?:nicht|konnte nicht) zugestellt|benachrichtigung (?:zum|über den?) (?:übermittlungs|zustell|nachrichten)|übermittlung .{0,30}fehlgeschlagen|rücksendung|mail (?:delivery|returned)|returned message|non remis|échec de (?:la )?remise|no se puede entregar|no entregad|mancato recapito|delivery to .{1,100} (?:failed|delayed)|amazon ses (?:e-?mail )?(?:bounce|delivery)|\[bounce\]|notice: mail delivery status|warning: delayed mail|permanent delivery failure|mail system error|(?:sorry, )?your message could not be delivered)/i;
const BOUNCE_SENDER =
  /^(?:mailer-?daemon|mail-?daemon|post[-_.]?master|mail(?:er)?[-_.]?delivery|mdaemon|bounces?(?!\.)|mail-deliver-agent|mailsrv|noc-mailer)\b/i;
const BOUNCE_NAME =
  /mail delivery (?:sub)?system|mail administrator|mail deliver|mailer-daemon|microsoft outlook|system administrator|postmaster|zustellsystem|internet mail delivery|mail system/i;
/** Sentences that only a mail server writes. */
const BOUNCE_BODY =
  /could not be delivered to ?(?::|one or more|the following|its recipient)|wasn't able to deliver|was not able to deliver|unable to (?:be )?deliver(?:ed)?\b.{0,60}(?:message|mail|following|address|recipient)|following (?:address(?:\(es\)|es)?|recipients?(?:\(s\))?|message)\b.{0,60}(?:failed|fatal errors|permanent|undeliver|could not|problems|cannot|had|rejected|delayed)|delivery (?:to the following|has failed|failed|of this message).{0,80}|permanent (?:fatal )?error|failed addresses follow|transcript of session follows|message (?:log|was not delivered|wasn't delivered|could not be|couldn't be|was undeliverable|has not (?:yet )?been|not delivered|will be retried)|your message (?:could not|couldn't|to .{3,80} (?:could ?n[o']t|has been (?:blocked|delayed)|wasn't)|did not reach|was not|wasn't|cannot)|returned to (?:the )?sender|(?:ihre|die|folgende) (?:nachricht|e-?mail|mail).{0,100}(?:konnte|wurde) (?:nicht|leider nicht|an).{0,80}(?:zugestellt|ausgeliefert|übermittelt|nicht)|konnte(?:n)? nicht (?:an .{0,80})?zugestellt|unzustellbar|mail server (?:rejected|refused)|remote host said|recipient's mail server|reason: 5\d\d|undeliverable mail|the user(?:\(s\))? account is|each of the following recipients was rejected|an error occurred while trying to deliver|error message below|(?:<<<|>>>) ?[45]\d\d[ -]|deliver.{0,40}(?:permanently|delayed)/i;
const MACHINE_SOURCE = /^(?:failed|delayed|expired)$/;

const AFTER_DATA =
  />>> ?DATA\s+<<< ?[45](?!03)|(?:in reply to|after) (?:the )?end of data|end of DATA command|\[(?:DATA|\.)\]\s*$/i;

function toRecipient(entry: RecipientStatus, surrounding: string, notice: string): BouncedRecipient {
  const diagnostic = entry.diagnostic !== '' ? entry.diagnostic : surrounding;
  // The code in the diagnostic is the other server's own word; the status field is often only a summary (x.0.0).
  const inText = /(?:^|[\s#(-])([245]\.\d{1,3}\.\d{1,3})(?:[\s:),-]|$)/.exec(diagnostic)?.[1] ?? '';
  const status =
    entry.status === '' || /^[45]\.(?:0\.0|[0-9]\.0)$/.test(entry.status)
      ? inText || entry.status
      : entry.status;
  let reason = bounceReason(diagnostic, status);
  if (reason === 'unknown' && entry.diagnostic !== '') reason = bounceReason(surrounding, status);
  // Refused only after the whole mail was sent: the address was accepted before, so it is a filter that speaks.
  if (reason === 'unknown-user' && AFTER_DATA.test(notice)) reason = 'filtered';
  const delayed = entry.action === 'delayed';
  const temporaryCode =
    status.startsWith('4.') || (status === '' && /^(?:\D{0,20})?4\d\d[\s-]/.test(diagnostic));
  const permanent = !delayed && (entry.action === 'failed' || !temporaryCode);
  const hard = isHardReason(reason) && !delayed && !temporaryCode;
  return {
    recipient: entry.recipient,
    kind: hard ? 'hard' : 'soft',
    permanent,
    reason,
    status,
    diagnostic: diagnostic.slice(0, 1000),
  };
}

/** The part of the text before the returned mail begins. */
function noticeOf(text: string): string {
  const cut = text.search(
    /^[ \t|>*-]{0,80}(?:-{1,80} ?(?:below this line is a copy|original message|this is a copy|unsent message follows|returned message|message text follows|the following is a copy|forwarded message|message header|below the next line is a copy|enclosed is a copy|original headers|transcript of message)|-{3,}.{0,10}(?:original message|returned message))/im,
  );
  return cut > 0 ? text.slice(0, cut) : text;
}

const ADDRESS = /[\w!#$%&'*+/=?^`{|}~.-]{1,100}@[A-Za-z0-9][A-Za-z0-9.-]{0,200}[A-Za-z0-9]/g;

function recipientIn(notice: string, facts: BounceFacts): string {
  const failed = facts.header('x-failed-recipients').match(ADDRESS)?.[0];
  if (failed) return failed;
  const marked =
    /(?:RCPT TO:\s*<?|recipients?\b[^@]{0,60}?<?|^[ \t]{0,40}<|recipient:?\s*<?|to:\s*<?|address(?:\(es\)|es)?[^@]{0,80}?<?)([\w!#$%&'*+/=?^{|}~.-]{1,100}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9])/im.exec(
      notice,
    )?.[1];
  if (marked) return marked;
  return (
    (notice.match(ADDRESS) ?? []).find((address) => !/^(?:postmaster|mailer-daemon)@/i.test(address)) ?? ''
  );
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
  return MACHINE_SOURCE.test(action) || (action === '' && !status.startsWith('2'));
}

/** Is this text the work of a mail server, and about a mail that failed? */
function looksLikeBounce(facts: BounceFacts, notice: string): boolean {
  if (facts.hasHeader('x-failed-recipients')) return true;
  const sender = BOUNCE_SENDER.test(facts.fromAddress) || BOUNCE_NAME.test(facts.fromName);
  const nullPath = /^\s*<\s*>\s*$/.test(facts.header('return-path'));
  const subject = BOUNCE_SUBJECT.test(facts.subject);
  const body = BOUNCE_BODY.test(notice.slice(0, 20_000));
  const isReport = facts.rootType === 'multipart/report' && facts.reportType === 'delivery-status';
  if (isReport) return true;
  // A person who forwards a bounce and asks about it writes from his own address and with a return path.
  if (sender) return body || subject || facts.wrappedDeliveryStatus.length > 0;
  return nullPath && ((subject && (body || facts.hasEmbedded)) || (body && facts.hasEmbedded));
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
  if (facts.reportType === 'disposition-notification' || facts.reportType === 'feedback-report') return null;
  if (!looksLikeBounce(facts, notice)) return null;
  const wrapped = facts.wrappedDeliveryStatus.flatMap(readDeliveryStatus).filter(isFailure);
  if (wrapped.length > 0)
    return finish(
      wrapped.map((entry) => toRecipient(entry, diagnosticIn(notice), notice)),
      facts,
    );
  const delayed =
    /delayed|will be retried|will (?:continue|keep) (?:to try|trying)|not yet been delivered|do not need to resend|warning message only|verzögert/i.test(
      `${facts.subject} ${notice.slice(0, 4000)}`,
    ) && !/permanent|giving up|given up|failed/i.test(notice.slice(0, 4000));
  const entry: RecipientStatus = {
    recipient: recipientIn(notice, facts),
    action: delayed ? 'delayed' : '',
    status: '',
    diagnostic: diagnosticIn(notice),
  };
  // Where the text does not say why, the subject may ("Returned mail: User unknown").
  return finish([toRecipient(entry, `${notice.slice(0, 2000)} ${facts.subject}`, notice)], facts);
}
