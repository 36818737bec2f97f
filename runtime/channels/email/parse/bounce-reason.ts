import { namesUnknownHost, namesUnknownRecipient, namesUnknownSender } from './unknown-recipient';

/**
 * Why a mail came back. The first four say that the address is no use any more (hard); the others concern this mail,
 * this sender or this moment (soft).
 */
export type BounceReason =
  | 'unknown-user'
  | 'unknown-host'
  | 'moved'
  | 'not-accepting'
  | 'disabled'
  | 'mailbox-full'
  | 'too-large'
  | 'refused'
  | 'filtered'
  | 'relaying'
  | 'expired'
  | 'system'
  | 'unknown';

const HARD: ReadonlySet<BounceReason> = new Set(['unknown-user', 'unknown-host', 'moved', 'not-accepting']);

/** Ordered: the first match wins, so what is more particular stands before what is more general. */
const PATTERNS: readonly [BounceReason, RegExp | ((text: string) => boolean)][] = [
  [
    'moved',
    /(?:recipient|user|address|account|mailbox|he|she|has)\b.{0,40}\b(?:has|have) moved|no longer (?:works? (?:here|for|at)|with (?:us|the company)|employed)|(?:has|have) been (?:changed to|replaced by)|new (?:e-?mail )?address is/i,
  ],
  [
    'not-accepting',
    /null ?mx|does(?: not|n't) accept (?:any )?(?:e-?mail|mail|messages?)\b(?! from)|domain .{0,60}(?:does not|doesn't) (?:receive|accept) (?:e-?mail|mail)|(?:^|\s)5(?:21|56)[ -]|host does not accept mail|smtp (?:service )?is not (?:available|supported) (?:here|on this)|name server: \.: host not found/i,
  ],
  // Accounts that nobody uses or may be written to any more, and answers that leave open which half of the address is wrong.
  [
    'unknown-user',
    /\b(?:mailbox|user) (?:is )?(?:inactive|not active)\b|(?:domain or user|user or domain) (?:isn't|is not) in my list/i,
  ],
  [
    'mailbox-full',
    /(?:mailbox|mail box|inbox|account|user|recipient|quota|storage|disk|space)\b.{0,60}\b(?:is full|full|over ?quota|exceed(?:ed|s)?|out of (?:space|storage)|not enough (?:space|storage))|over ?quota|quota (?:has been )?exceed|exceed.{0,40}(?:quota|storage|allotted|space)|insufficient (?:system |disk )?(?:storage|space)|not enough (?:storage|disk space|space)|mailbox.{0,20}voll|(?:postfach|kontingent|speicher).{0,60}(?:voll\b|überfüllt|überschritten|ausgeschöpft|erschöpft)|(?:^|\D)[45]\.2\.2(?:\D|$)|user has exhausted|too many messages (?:on|in|stored)|zu ?viele (?:e-?)?mails (?:auf|im)/i,
  ],
  [
    'too-large',
    /(?:message|mail|e-?mail|size)\b.{0,40}\b(?:(?<!queue )too (?:large|big|long)|exceeds?|larger than)|exceed.{0,40}(?:size|maximum|limit on message)|(?:maximum|max) (?:message )?size|\bsize limit\b|(?:nachricht|mail).{0,40}zu groß|(?:^|\D)5\.(?:2\.3|3\.4)(?:\D|$)|message length/i,
  ],
  [
    'disabled',
    /\barchived recipient|destinataire archiv|(?:account|mailbox|user|recipient|address|mail ?drop)\b.{0,60}\b(?:disabled|suspend|inactive|deactivated|locked|frozen|blocked|expired|on hold|not active|terminated|over limit|been idle)|(?:disabled|inactive|suspended|deactivated) (?:account|mailbox|user|recipient)|(?:^|\D)5\.2\.1(?:\D|$).{0,80}(?:disabled|inactive)|temporarily (?:locked|disabled|inactive)/i,
  ],
  [
    'relaying',
    /relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:permitted|allowed)|prohibited)|(?:unable|not allowed|refus\w+|cannot|won't) to relay|relay(?:ing)? (?:mail )?(?:to|from|for).{0,60}(?:denied|not|prohibited|permitted)|not a gateway|we do not relay|no relaying|rcpthosts/i,
  ],
  [
    'refused',
    /spf|dkim|dmarc|authenticat|reverse dns|\bptr\b|\brdns\b|blacklist|black list|block ?list|\brbl\b|dnsbl|spamhaus|spamcop|barracuda|reputation|senderbase|proofpoint|banned|too many(?! hops)|rate limit|throttl|greylist|gr[ae]ylisted|\bspam|unsolicited|bulk mail|\bvirus|malware|phishing|(?:^|\D)5\.7\.(?:2[0-9]|606|509|26|1)\b.{0,10}(?:message|service|access|client|unauthenticated|our system|connections)|(?:your|sending|client|sender)\b.{0,40}\b(?:ip|host|server|domain|address)\b.{0,60}\b(?:block|reject|refus|denied|not allowed|bad|poor|listed)|blocked using|access denied|service unavailable; client|dynamic ip|local policy|policy (?:reasons|violation|restriction)|sender.{0,30}(?:rejected|denied|verif|not (?:allowed|permitted|authorized))|not authorized|not permitted|content (?:rejected|violat)|header error|bad (?:sequence|sender)|administrative(?:ly)? (?:prohibit|den|reject)|tls (?:required|is required)|starttls/i,
  ],
  ['refused', namesUnknownSender],
  // The server before the mailbox does not know yet whether there is such a recipient.
  ['expired', /verification (?:is )?(?:still )?in progress/i],
  ['unknown-host', namesUnknownHost],
  ['unknown-user', namesUnknownRecipient],
  [
    'expired',
    /tim(?:ed?|e) ?-?out|expired|delivery time|(?:has been|was|is|message) delayed|could not be delivered for|retry (?:time|limit)|(?:too|for too) long|connection (?:refused|reset|lost|dropped|closed|timed)|unreachable|no route|network (?:error|problem|is)|deferred|temporar(?:y|ily)|still (?:being|trying)|queue|try again|mail is looping|loop|too many hops|(?:^|\D)[45]\.4\.\d/i,
  ],
  ['filtered', /reject|refus|denied|blocked|not accepted|filter|(?:^|\D)5\.7\.\d/i],
  [
    'system',
    /system (?:error|failure|config)|internal error|local error|mailer|program|pipe|disk|(?:^|\D)[45]\.3\.\d/i,
  ],
];

/** Exchange tells an unknown recipient in its own words; Postfix tells so of addresses that its tables refuse. */
const EXCHANGE_UNKNOWN =
  /Recip(?:ient)? ?NotFound|(?<!5\.7\.50\d\b.{0,40})recipient address rejected: access denied/i;

/**
 * Japanese mobile networks answer so, with the address left out, where the owner's filter refuses the sender; to an
 * address that does not exist they answer with the address. And what says itself that a person refuses.
 */
const FILTER_ANSWER =
  /\b550(?: :|: :) ?user unknown|\buser reject(?:ed)?\b(?! address)|\bbatv\b|recipient(?:'s)? (?:e-?mail )?preferences|privacy settings|only accepting mail from specific|blocked by the recipient/i;

/** Host names, links and addresses may hold any word ("spamfilter.example.com") and must not decide. */
function withoutNames(text: string): string {
  return text
    .replace(/https?:\/\/\S+/gi, ' ')
    .replace(/\S+@\S+/g, ' ')
    .replace(/\b(?![\d.]+\b)[\w-]+(?:\.[\w-]+){2,}\b/g, ' ')
    .replace(/\s+/g, ' ');
}

function byText(text: string): BounceReason | null {
  return (
    PATTERNS.find(([, pattern]) => (pattern instanceof RegExp ? pattern.test(text) : pattern(text)))?.[0] ??
    null
  );
}

/** What a status code alone says (RFC 3463). */
export function reasonOfStatus(status: string): BounceReason {
  if (/^5\.1\.(?:[0136]|10)$/.test(status)) return 'unknown-user';
  if (status === '5.3.2') return 'not-accepting';
  if (/^5\.1\.2$|^5\.4\.4$/.test(status)) return 'unknown-host';
  if (/^[45]\.2\.2$/.test(status)) return 'mailbox-full';
  if (/^5\.2\.1$/.test(status)) return 'disabled';
  if (/^5\.(?:2\.3|3\.4)$/.test(status)) return 'too-large';
  if (/^5\.7/.test(status)) return 'refused';
  if (/^[45]\.4/.test(status)) return 'expired';
  if (/^[45]\.3/.test(status)) return 'system';
  return 'unknown';
}

/** Classifies a diagnostic text with its status code (RFC 3463), both may be empty. */
export function bounceReason(diagnostic: string, status: string): BounceReason {
  const text = diagnostic.slice(0, 2000).replace(/[’`]/g, "'");
  if (EXCHANGE_UNKNOWN.test(text)) return 'unknown-user';
  if (FILTER_ANSWER.test(text)) return 'filtered';
  const words = withoutNames(text);
  const reason = byText(words);
  if (reason === null) return reasonOfStatus(status);
  // "User unknown" with its own code outweighs a remark on policy in the same reply.
  const vague = reason === 'refused' || reason === 'relaying' || reason === 'filtered';
  if (vague && status === '5.1.1' && namesUnknownRecipient(words)) return 'unknown-user';
  return reason;
}

/** Does the reason mean that the address itself will not work again? */
export function isHardReason(reason: BounceReason): boolean {
  return HARD.has(reason);
}
