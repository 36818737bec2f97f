/** Verbs that end a line such as "On ... Jane wrote:", in the languages customers of a European company write. */
const WROTE =
  /(?:^|[\s,>)"'\]*_])(?:wrote|writes|schrieb(?:en)?|geschrieben|hat (?:am )?.{0,80}geschrieben|a écrit|a ecrit|escribió|escribio|ha scritto|schreef|het volgende geschreven|skrev|skrev följande|napisał(?:\(a\)|a)?|napsala?|napsal\(a\)|написала?|написал\(а\)|пишет|пише|napísala?|napísal\(a\)|escreveu|kirjoitti|đã viết|yazdı|şunu yazdı|írta|a scris|έγραψε|je napisao|je napisal(?:\/a)?|написа|ezt írta \(időpont:.{4,60}\)|rašė|kirjutas|pisze|ezt írta|menulis|viết|a écrit le message suivant|hat folgendes geschrieben|het volgende)\s*[:：]?\s*[*_]?\s*$/iu;
/** Languages that put no blank before the verb. */
const WROTE_UNSPACED =
  /(?:写道|寫道|さんは書きました|書きました|のメール|님이 작성(?:한 메시지)?|님이 쓴 글|כתב(?:\/ה|ה)?|كتب(?:ت)?)\s*[:：]\s*$/u;
/** The verb in the middle: "Am 3. Mai um 10:00 schrieb Max <max@example.com>:", "Max schrieb am 3. Mai 2024 um 10:00 Uhr:". */
const WROTE_BEFORE_NAME =
  /(?:^|[\s,>)"'])(?:wrote|schrieb(?:en)?|a écrit|escribió|ha scritto|schreef|skrev|napisał(?:\(a\)|a)?|napsala?|написала?|пишет|escreveu|kirjoitti|пользователь)\s.{2,240}[:：]\s*[*_]?\s*$/iu;
const QUOTING =
  /^(?:zitat von|zitiere|quoting|citat från|citando|citation de|citazione di|quotando|citeren van|cytowanie|цитирование)\s+.{2,200}[:：]\s*$/iu;
const EMAIL = /[^\s<>@"()[\]]+@[^\s<>@"()[\]]+/;

function namesAddress(text: string): boolean {
  return text.includes('@') && EMAIL.test(text);
}

const TIME = /(?:^|\D)\d{1,2}[:.h]\d{2}(?:\D|$)/;
const DATE =
  /\d{1,4}[./ -]{1,2}\d{1,2}[./ -]{1,2}\d{2,4}|\d{4}|\d{1,2}\.?\s+\p{L}{3,}|\p{L}{3,}\.?\s+\d{1,2}/u;
const STARTS_WITH_DATE =
  /^(?:\p{L}{2,14}\.?,?\s+)?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}年|\d{1,2}\.?\s+\p{L}{3,}\.?\s+\d{4})/u;

/** "Jun 3, 2024 10:12:13 AM": K-9 and its relatives, in English. */
const MONTH_FIRST = /^\p{L}{3,9}\.? \d{1,2}, \d{4},? \d{1,2}:\d{2}/u;

export interface Attribution {
  /** How many lines it takes. */
  lines: number;
  /** Has an address or a time of day: no person writes that by hand, so what follows is the mail that was answered. */
  strong: boolean;
}

function strip(line: string): string {
  return line
    .replace(/^[\s>|*_]+/, '')
    .replace(/\u200e|\u200f|\u202a|\u202c/g, '')
    .trim();
}

/** The sender of this mail tells of his own letter ("schrieb ich Ihnen schon:"): that is no attribution. */
const OF_ONESELF =
  /\b(?:schrieb(?:en)?|habe?n?|hatten?) (?:ich|wir)\b|\b(?:ich|wir) .{0,80}(?:schrieb(?:en)?|geschrieben)\b|\b(?:i|we) (?:have |had |just |already |also )?(?:wrote|written)\b/iu;
/** A person tells what somebody wrote: programs put a name or an address there, never an article or "your colleague". */
const TOLD_BY_A_PERSON =
  /\bschrieb(?:en)? (?:mir|uns|Ihr(?:e|er)?|der|die|das|ein|eine|mein|meine|unser|unsere) |^(?:Ihre?|Mein|Meine|Unser|Unsere|Eine?r?|Your|My|Our) .{0,120}\b(?:schrieb(?:en)?|wrote)\b|\b[Yy]our colleague\b/u;
/** A year: programs write it, people who tell when somebody wrote seldom do. */
const YEAR = /(?:^|\D)(?:19|20)\d{2}(?:\D|$)|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?:\D|$)/;

function isToldByPerson(text: string): boolean {
  return OF_ONESELF.test(text) || TOLD_BY_A_PERSON.test(text);
}

function judge(text: string): 'strong' | 'weak' | null {
  if (text.length > 400) return null;
  const found = judgeWords(text);
  return found && isToldByPerson(text.replace(/<[^<>]*>|"[^"]*"/g, ' ')) ? null : found;
}

function judgeWords(text: string): 'strong' | 'weak' | null {
  const hasEmail = namesAddress(text);
  // Horde, IMP: "Zitat von Jane <jane@example.com>:"
  if (/[:：]$/.test(text) && QUOTING.test(text) && (hasEmail || text.length < 80))
    return hasEmail ? 'strong' : 'weak';
  // Forums and lists: "Jane via Forum wrote:", "Posted by jane on 01/21/2026", "2026-03-03 17:21 GMT+01:00 Jane Doe".
  if (
    !hasEmail &&
    /^.{2,60} via .{2,60} (?:wrote|schrieb)\s*:?$|^Posted by .{2,60} on \d{2}\/\d{2}\/\d{4}$/.test(text)
  )
    return 'weak';
  if (/^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d\s.{2,80}$/.test(text)) return 'strong';
  // Every other form names an address or a date: most lines of a letter are settled here.
  if (!hasEmail && !/\d/.test(text)) return null;
  const hasDate = DATE.test(text);
  if (hasEmail && hasDate && /^On\s.{8,250}\ssent\s*:$/.test(text)) return 'strong';
  const hasTime = TIME.test(text);
  if ((WROTE.test(text) || WROTE_UNSPACED.test(text)) && (hasEmail || hasDate))
    return hasEmail || (hasTime && YEAR.test(text)) ? 'strong' : 'weak';
  if (hasDate && WROTE_BEFORE_NAME.test(text)) {
    if (hasEmail || (hasTime && YEAR.test(text))) return 'strong';
    if (hasTime || /^(?:on|am|op|den|le)\s/i.test(text)) return 'weak';
  }
  return hasEmail && isBareAttribution(text) ? 'strong' : null;
}

/** Attributions without a verb: mutt's "* Jane <jane@example.com> [2024-05-03 10:15]:" and "2017-11-24 16:32 Jane <jane@example.com>:". */
function isBareAttribution(text: string): boolean {
  if (text.endsWith(':') && /^<?[^<>]{0,120}<?[^\s<>@]+@[^\s<>@]+>?\s*\[[\d\s:.,/+-]{8,40}\]\s*:$/.test(text))
    return true;
  return (
    (STARTS_WITH_DATE.test(text) || MONTH_FIRST.test(text)) &&
    /<[^<>\s]+@[^<>\s]+>\s*(?:\([^)]*\))?\s*[:：]?$/.test(text)
  );
}

/** Some programs put the quoted text into the very line of the attribution, behind a gap. */
function judgeBeginning(text: string): 'strong' | null {
  const gap = /[:：]\s{2,}(?=\S)/.exec(text);
  return gap && judge(text.slice(0, gap.index + 1)) === 'strong' ? 'strong' : null;
}

/** The verb, or an angle bracket, must come early enough: an attribution is wrapped over at most four lines. */
const MAX_WRAPPED_LINES = 4;

/**
 * Is there a line such as "On Monday, Jane <jane@example.com> wrote:" at this place, perhaps wrapped? Null if not.
 * `lineAt` gives a line or undefined behind the end.
 */
export function findAttribution(
  lineAt: (index: number) => string | undefined,
  index: number,
): Attribution | null {
  const first = strip(lineAt(index) ?? '');
  if (first === '' || first.length > 400) return null;
  const single = judge(first) ?? judgeBeginning(first);
  if (single) return { lines: 1, strong: single === 'strong' };
  if (!/\d|@|<\s*$|[“"„]/.test(first) || /(?:[!?]|(?<!\d)\.)$/.test(first)) return null;
  if (!opensAttribution(first)) return null;
  let joined = first;
  for (let count = 2; count <= MAX_WRAPPED_LINES; count++) {
    const next = strip(lineAt(index + count - 1) ?? '');
    if (next === '') return null;
    joined =
      /[<\w]$/.test(joined) && /^[^\s]*@/.test(next) && joined.endsWith('<')
        ? joined + next
        : `${joined} ${next}`;
    const found = judge(joined);
    if (found) return { lines: count, strong: found === 'strong' };
  }
  return null;
}

/** Words that open an attribution; a wrapped one must begin with one of them, with a date, or with a name and address. */
function opensAttribution(line: string): boolean {
  return (
    /^(?:on|am|le|el|il|op|den|på|dnia|w dniu|em|vào|dne|em|a\(z\)|the|at|um|в|от|пн|вт|ср|чт|пт|сб|вс|ma|ti|ke|to|pe|la|su|tir|man|ons|tor|fre|lør|søn)\b/iu.test(
      line,
    ) ||
    /^(?:\p{L}+,?\s+)?\d{1,4}[\s./年-]/u.test(line) ||
    namesAddress(line) ||
    /[<„“"]\s*\S*$/.test(line)
  );
}

/** "-----Original Message-----" and its relatives: what follows is another mail. */
const ORIGINAL =
  /^[\s>*]*[-_=–—~]{2,}\s*(?:original[ -]?message|original appointment|ursprüngliche (?:nachricht|mail|e-mail)|originalnachricht|original-?nachricht|antwort[ -]?nachricht|urspr\.? nachricht|message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|ursprungligt meddelande|ursprungligt mejl|originalmeddelande|oprindelig (?:besked|meddelelse)|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|(?:původní|originální) (?:zpráva|e-mail)|pôvodná správa|původná správa|исходное сообщение|пересылаемое сообщение|eredeti üzenet|forwarded (?:message(?: from .{1,100})?|mail|by .{1,80})|weitergeleitete (?:nachricht(?: von .{1,100})?|mail|e-mail)|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat (?:meddelande|mejl)|videresendt (?:besked|melding)|przekazana wiadomość|mesaj original|orijinal mesaj|元のメッセージ|原始邮件|原始郵件|reply message|reply above this line|vor dieser zeile antworten)\s*[-_=–—~]{2,}\s*[*]*\s*(?:(?:from|von|de|da|van|od)\s*:.{0,500})?$/iu;
const FORWARD =
  /^[\s>*]*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|weitergeleitete nachricht|début du message réexpédié|début du message transféré|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|vidarebefordrat brev|##-? ?(?:please type your reply above this line|bitte geben sie ihre antwort (?:über|oberhalb) dieser zeile).{0,20}##?)\s*:?\s*[*]*\s*$/iu;

/** Zoho: "---- On Wed, 24 Feb 2021 14:02:50 +0530 jane@example.com wrote ----". */
const FRAMED_ATTRIBUTION =
  /^\s*-{3,}\s*(?:on|am|le|el|il|op|em|den)\s.{10,250}\s(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev)\s*:?\s*-{3,}\s*$/iu;

/** What ticket systems write into the line above which they ask for the answer: "##- Please type your reply above this line -##". */
const REPLY_ABOVE =
  /(?:reply|respond|answer|write|type).{0,30}above this line|(?:antwort|schreiben).{0,40}(?:über|oberhalb|vor) dieser zeile|au-dessus de cette ligne|por encima de esta línea|sopra questa (?:riga|linea)|boven deze (?:regel|lijn)/iu;

/** Looked for step by step: one pattern for frame and words would try every way of sharing out a long line of dashes. */
function isReplyAboveLine(line: string): boolean {
  const framed = line.replace(/^[\s>*]+/, '').trimEnd();
  if (!/^[-_=–—~#]{2}/.test(framed)) return false;
  const words = framed.replace(/^[-_=–—~#\s]+/, '');
  const found = REPLY_ABOVE.exec(words);
  return (
    found !== null &&
    found.index <= 60 &&
    /^.{0,40}[-_=–—~#]{2,}$/u.test(words.slice(found.index + found[0].length))
  );
}

/** Lotus Notes begins the history with who wrote when and how: "Jane Doe ---04.05.2026 10:00:00---Dear Sir,". */
const NOTES_PREVIEW =
  /^[^\n]{2,80}\s?-{3}\s?\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s\d{1,2}:\d{2}(?::\d{2})?(?:\s[AP]M)?\s?-{3}/;

/** Is this line a separator after which another mail follows? */
export function isOriginalMessageLine(line: string): boolean {
  return (
    line.length < 700 &&
    (isReplyAboveLine(line) ||
      [ORIGINAL, FORWARD, FRAMED_ATTRIBUTION, NOTES_PREVIEW].some((pattern) => pattern.test(line)))
  );
}

const LABELS: Record<'from' | 'sent' | 'to' | 'subject' | 'other', RegExp> = {
  from: /^(?:from|von|absender|de|da|van|från|fra|od|от|de la|feladó|lähettäjä|kimden|差出人|发件人|寄件者|보낸 사람|odesílatel)$/i,
  sent: /^(?:sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|message du|reçu le|fecha|enviado|enviado el|enviada em|data|inviato|verzonden|datum\/tijd|skickat|sendt|dato|wysłano|data wysłania|отправлено|дата|elküldve|dátum|lähetetty|päivämäärä|gönderilme tarihi|gönderildi|tarih|送信日時|日期|发送时间|odesláno|odoslané|trimis)$/i,
  to: /^(?:to|an|empfänger|destinatario|destinataire|ontvanger|à|a|para|aan|till|til|do|кому|címzett|vastaanottaja|kime|宛先|收件人|komu|către)$/i,
  subject:
    /^(?:subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|тема|tárgy|aihe|konu|件名|主题|předmět|predmet|subiect)$/i,
  other:
    /^(?:cc|bcc|kopie|kopie an|kopi|kopi til|kopia|kopia till|copie|copie à|con copia|do wiadomości|dw|копия|reply-to|antwort an|importance|priorität|wichtigkeit|attachments|anlagen)$/i,
};

function labelOf(line: string): { kind: keyof typeof LABELS; value: string } | null {
  const match = /^[\s>*_]*([\p{L}][\p{L} /-]{0,24}?)\s*[*_]*\s*[:：]\s*[*_]*\s*(.*)$/u.exec(
    line.slice(0, 400),
  );
  const label = match?.[1]?.trim();
  if (!label) return null;
  for (const kind of ['from', 'sent', 'to', 'subject', 'other'] as const) {
    if (LABELS[kind].test(label)) return { kind, value: match?.[2] ?? '' };
  }
  return null;
}

/**
 * Length of a header block ("From: ... Sent: ... To: ... Subject: ...") that begins at this line, or 0. Needs the
 * sender and two more fields and an address, or both date and subject (or it begins with a full date and has an addressee
 * with his address), so that a customer's own list is no header block.
 */
export function findHeaderBlock(lineAt: (index: number) => string | undefined, index: number): number {
  const first = labelOf(lineAt(index) ?? '');
  if (!first || first.kind === 'other') return 0;
  const seen = new Set<string>([first.kind]);
  let address = namesAddress(first.value);
  let last = index;
  let foreign = 0;
  for (let i = index + 1; i < index + 14; i++) {
    const line = lineAt(i);
    if (line === undefined) break;
    if (line.replace(/^[\s>]+/, '').trim() === '') {
      if (i - last > 1) break;
      continue;
    }
    const label = labelOf(line);
    if (label) {
      if (seen.has(label.kind) && label.kind !== 'other') break;
      seen.add(label.kind);
      if (namesAddress(label.value)) address = true;
      last = i;
      foreign = 0;
    } else if (++foreign > 2) break;
  }
  const isDated = first.kind === 'sent' && TIME.test(first.value) && YEAR.test(first.value);
  const enough =
    (seen.has('from') && seen.size >= 3 && (address || (seen.has('subject') && seen.has('sent')))) ||
    (isDated && address && seen.has('to'));
  return enough ? last - index + 1 : 0;
}

/** A rule that mail programs draw before the header block they quote. */
export function isRuleLine(line: string): boolean {
  return /^[\s>]*(?:[_]{5,}|[-–—]{5,}|[=]{5,}|[*]{5,})\s*$/.test(line);
}

/** Marked as quotation by `>` or `|`. A line dressed up as ">>> text <<<" is decoration, "| a | b |" is a table. */
export function isQuotedLine(line: string): boolean {
  if (/^\s{0,4}>/.test(line)) return !/<<|<\s*$/.test(line);
  return /^\s{0,4}\|(?:\s|$)/.test(line) && !/\S\s*\|/.test(line.trimStart().slice(1));
}
