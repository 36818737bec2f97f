import { namesUnknownRecipient } from './unknown-recipient';

/** What tells that a mail is the work of a mail server. */
export interface BounceSigns {
  subject: string;
  fromAddress: string;
  fromName: string;
  /** multipart/report with report-type delivery-status. */
  isReport: boolean;
  /** Is there an embedded mail or its headers? */
  hasEmbedded: boolean;
  /** Does the text end in the mail that came back? */
  quotesReturnedMail: boolean;
  /** Is there a delivery status in a mail that this one wraps? */
  wrapsDeliveryStatus: boolean;
  header(key: string): string;
  hasHeader(key: string): boolean;
}

const BOUNCE_SUBJECT =
  /^(?:\[[^\]]{1,40}\]\s*)?(?:(?:re|fw|fwd|aw|wg):\s*)?(?:\*+\s*)?(?:undeliver(?:able|ed)\b|returned (?:mail|e-?mail|to sender)|(?:e-?mail |mail )?delivery (?:status )?(?:notification|failure|failed|error|report|problem|has failed|delayed)|mail (?:delivery|system) (?:failed|failure|error|subsystem)|mail could ?n[o']t be delivered|(?:mail )?failure (?:notice|delivery|-)|failed (?:delivery|mail|to deliver)|(?:e-?mail|message) (?:could not be|not|was not|delivery failure|undeliverable|delivery (?:failed|delayed|problem)|you sent blocked|status)|warning: (?:could not send|message .{1,60} delayed|message delayed)|delivery problem|non.?deliver|ndn:|nondeliverable|unable to deliver|(?:there was an )?error sending your mail|rejected(?: mail)?:|unzustellbar|nicht zustellbar|(?:die )?zustellung (?:fehlgeschlagen|gescheitert|nicht möglich)|ihre (?:e-?mail|nachricht) .{0,60}(?:nicht|konnte).{0,30}zugestellt|nachricht (?:nicht|konnte nicht) zugestellt|benachrichtigung (?:zum|über den?) (?:übermittlungs|zustell|nachrichten)|übermittlung .{0,30}fehlgeschlagen|rücksendung|mail (?:delivery|returned)|returned message|non remis|échec de (?:la )?remise|no se puede entregar|no entregad|(?:avviso di )?manca(?:to recapito|ta consegna)|fehler bei der (?:nachrichten)?zustellung|zustellung verzögert|(?:nachrichtenstatus|mailstatus) ?[-:–] ?(?:nicht zustellbar|unzustellbar)|onbestelbaar|niet (?:af)?(?:geleverd|bezorgd)|niedostarczon|nie dostarczono|nie można dostarczyć|nedoručiteln|nelze doručit|olevererbar|kan inte levereras|kunne ikke leveres|ikke leveret|ei voitu toimittaa|não (?:foi )?entregue|não foi possível entregar|kézbesíthetetlen|не доставлен|недоставлен|невозможно доставить|delivery to .{1,100} (?:failed|delayed)|amazon ses (?:e-?mail )?(?:bounce|delivery)|\[bounce\]|notice: mail delivery status|warning: delayed mail|permanent delivery failure|mail system error|(?:sorry, )?your message could not be delivered|automatically rejected mail)|\((?:delivery failed|undeliverable|unzustellbar)\)\s*$/i;
const BOUNCE_SENDER =
  /^"?(?:mailer-?daemon|mail-?daemon|post[-_.]?master|mail(?:er)?[-_.]?delivery|mdaemon|bounces?(?!\.)|mail-deliver-agent|mailsrv|noc-mailer|system administrator)\b/i;
/** Addresses under which no person writes. */
const DAEMON = /^(?:mailer|mail|m)-?daemon\b/i;
const BOUNCE_NAME =
  /mail delivery (?:sub)?system|mail administrator|mail deliver|mailer-daemon|microsoft outlook|system administrator|postmaster|zustellsystem|internet mail delivery|mail system/i;
/** Sentences that only a mail server writes. */
const BOUNCE_BODY =
  /could not be delivered to ?(?::|one or more|the following|its recipient)|wasn't able to deliver|was not able to deliver|(?:unable to (?:be )?|could not )deliver(?:ed)?\b.{0,60}(?:message|mail|following|address|recipient)|following (?:address(?:\(es\)|es)?|recipients?(?:\(s\))?|message|(?:e-?)?mail)\b.{0,60}(?:failed|fatal errors|permanent|undeliver|could not|problems|cannot|had|rejected|delayed|returned)|delivery (?:to the following|has failed|failed|of this message).{0,80}|permanent (?:fatal )?error|failed (?:addresses follow|recipients?\b)|transcript of session follows|message (?:log|was not delivered|wasn't delivered|could not be|couldn't be|was undeliverable|has not (?:yet )?been|not delivered|will be retried|was not accepted|that you sent .{0,30}(?:rejected|could not))|your (?:message|e?-?mail) (?:could not|couldn't|cannot|to .{3,80} (?:could ?n[o']t|has been (?:blocked|delayed)|was automatically rejected|wasn't)|did not reach|was not|wasn't|cannot|with subject.{0,200}\n?.{0,20}could not)|e-?mail below could not be delivered|returned to (?:the )?sender|addresses that were\s+incorrectly constructed|did not reach the following recipients?\b|(?:ihre|die|folgende) (?:nachricht|e-?mail|mail).{0,100}(?:konnte|wurde) (?:nicht|leider nicht|an).{0,80}(?:zugestellt|ausgeliefert|übermittelt|nicht)|konnte(?:n)? nicht (?:an .{0,80})?zugestellt|unzustellbar|wurde nicht zugestellt an|nicht zugestellt werden|fehler bei der (?:nachrichten)?zustellung|non è stato (?:possibile )?(?:consegna|recapita)|no se (?:pudo|ha podido|puede) entregar|não (?:pôde|foi possível).{0,40}entreg|kon niet worden (?:bezorgd|afgeleverd)|nie (?:mogła|została|można).{0,40}dostarcz|nebyl[ao]? (?:možné )?doručen|kunde inte levereras|kunne ikke (?:leveres|sendes)|не (?:может быть|была?) доставлен|votre (?:message|courriel|e-?mail) n['’]a (?:pas )?pu|mail server (?:rejected|refused)|remote host said|recipient's mail server|reason: 5\d\d|undeliverable mail|the user(?:\(s\))? account is|each of the following recipients was rejected|an error occurred while trying to deliver|error (?:has )?occurred while attempting to deliver|error message below|(?:<<<|>>>) ?[45]\d\d[ -]|deliver.{0,40}(?:permanently|delayed)/i;
/** A piece of a talk between mail servers. */
const SMTP_TALK =
  /(?:<<<|>>>) ?(?:[45]\d\d[ -]|RCPT TO|DATA\b)|smtp error code|remote host said: ?[45]\d\d|\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b/i;
/** A line that names an address and nothing else, or as the recipient that failed. */
const RECIPIENT_LINE =
  /^[ \t*>"'<-]{0,20}(?:failed recipient:|could not be delivered to:|"[^"\n]{1,80}" )?[ \t]{0,20}<?[^\s<>@"]{1,64}@[^\s<>@"]{3,200}>?[ \t]{0,20}(?:$|:)/im;
/** What the list server fml answers to mail that it does not pass on (it names itself in X-MLServer). */
const LIST_REFUSES = /\bloop (?:alert|back)|not (?:a )?member|\breject|\berror\b|security alert|\bwarning\b/i;
/** Words in which a person introduces a notice that he asks about. */
const PERSON_SPEAKS =
  /^\s*(?:hi|hello|dear|hallo|guten (?:tag|morgen|abend)|moin|liebe[rs]?|sehr geehrte|bonjour|hola|buongiorno|ciao)\b|\b(?:i (?:got|get|received|have|tried|sent)|ich (?:habe|bekomme|erhalte|wollte)|we (?:got|received)|wir (?:haben|bekommen)|please help|bitte (?:helfen|prüfen)|was (?:bedeutet|soll)|what does)\b|\?\s*$/im;

function isFromMailServer({ fromAddress, fromName }: BounceSigns): boolean {
  return BOUNCE_SENDER.test(fromAddress) || BOUNCE_NAME.test(fromName);
}

/** Gateways write under names of their own; then several signs must come together, and none of a person. */
function isFromGateway(signs: BounceSigns, notice: string): boolean {
  const answersMail = signs.hasHeader('in-reply-to') || signs.hasHeader('references');
  const forwarded = /^\s*(?:fwd?|wg|tr|rv)\s*:/i.test(signs.subject);
  if (answersMail || forwarded || signs.hasHeader('user-agent')) return false;
  const opening = notice.slice(0, 400);
  const sentence = BOUNCE_BODY.exec(opening);
  if (!sentence || PERSON_SPEAKS.test(notice.slice(0, 2000))) return false;
  const found = [
    BOUNCE_SUBJECT.test(signs.subject),
    SMTP_TALK.test(notice),
    signs.hasEmbedded || signs.quotesReturnedMail,
    RECIPIENT_LINE.test(notice),
  ];
  return found.filter(Boolean).length >= 2;
}

/** Is this text the work of a mail server, and about a mail that failed? `notice` is what stands before the returned mail. */
export function looksLikeBounce(signs: BounceSigns, notice: string): boolean {
  if (signs.hasHeader('x-failed-recipients')) return true;
  if (signs.hasHeader('x-mlserver') && LIST_REFUSES.test(signs.subject)) return true;
  const nullPath = /^\s*<\s*>\s*$/.test(signs.header('return-path'));
  const subject = BOUNCE_SUBJECT.test(signs.subject);
  const body = BOUNCE_BODY.test(notice.slice(0, 20_000));
  if (signs.isReport) return true;
  // A person who forwards a bounce and asks about it writes from his own address and with a return path.
  if (isFromMailServer(signs)) {
    return (
      body ||
      subject ||
      signs.wrapsDeliveryStatus ||
      (DAEMON.test(signs.fromAddress) &&
        (signs.hasEmbedded || namesUnknownRecipient(`${signs.subject}\n${notice.slice(0, 2000)}`)))
    );
  }
  // Neither author nor return path: only a server writes so.
  if (nullPath && signs.fromAddress === '' && (body || namesUnknownRecipient(notice.slice(0, 2000))))
    return true;
  if (nullPath && ((subject && (body || signs.hasEmbedded)) || (body && signs.hasEmbedded))) return true;
  return isFromGateway(signs, notice);
}
