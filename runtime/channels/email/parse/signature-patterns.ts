/** "-- " (RFC 3676 section 4.3) and the variants without the blank or with a long dash. */
export function isSignatureDelimiter(line: string): boolean {
  return /^\s?(?:--|—|––|- -)\s*$/.test(line);
}

const DEVICE =
  /^[\s*_>(<[]*(?:sent (?:from|via|with|using) (?:my |the |a |an )?[^\s,.]{1,30}(?: [^\s,]{1,30}){0,6}(?:, (?:an?|please|excuse|sorry|so|powered|from)\b.{0,80}|\.\s{1,3}(?:please|excuse|sorry)\b.{0,80}|<.{0,80})?|from my (?:iphone|ipad|android|mobile|phone).{0,20}|sent by .{0,40} (?:app|mobile)|(?:get|holen sie sich|hol dir|téléchargez|télécharger|obtenez|obtenir|descarga|descargar|obtener|obtén|scarica|ottieni|download|haal|hämta|hent|pobierz) (?:outlook|boxer|spark|aqua mail|mailbird|bluemail|thunderbird|edison mail|proton mail).{0,80}|outlook (?:für|per|for|pour|para|voor) .{2,20} (?:herunterladen|beziehen|downloaden).{0,80}|sent (?:with|from) \[?proton ?mail.{0,80}|alle postfächer an einem ort.{0,80}|sent from my .{2,40}|(?:diese (?:e-?mail|nachricht) wurde )?(?:von|mit|über|aus|per) (?:meinem|meiner|dem|der|unterwegs).{0,60}gesendet.{0,60}|von (?:meinem|meiner|samsung|outlook|yahoo|mail|iphone|unterwegs).{0,60}gesendet.{0,60}|gesendet (?:von|mit|über|aus|via|per) (?:meinem|meiner|mein|der|dem|outlook|mail|gmx|web\.de|yahoo|freemail|iphone|ipad|android|samsung|blackberry|handy|mobilgerät|proton|tutanota|t-online|telekom|vodafone|nine|spark|aqua|k-9|fairemail|bluemail|mailbird|em ?client|thunderbird|unterwegs).{0,80}|envoyé (?:de|depuis|à partir de|avec|via) (?:mon|ma|l['’]application|outlook|yahoo|mail|proton).{0,60}|envia(?:do|to) (?:desde|do|de|con|com|a partir do) (?:mi|mí|meu|minha|outlook|yahoo|mail|correo|proton|il mio|el).{0,60}|inviat[oa] (?:da(?:l mio|lla mia| ?l telefono)?|con|tramite) ?(?:iphone|ipad|outlook|yahoo|mail|libero|smartphone|cellulare|dispositivo|proton|posta).{0,60}|inviato da(?:l mio|lla mia) .{0,60}|(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via) .{0,60}|skickat från (?:min|mitt|outlook).{0,60}|sendt fra (?:min|mit|outlook).{0,60}|wysłane z .{0,60}|отправлено (?:с|из) .{0,60}|lähetetty .{0,20}(?:iphone|puhelime).{0,40}|iphoneから送信|diese e-?mail wurde .{0,80}virenschutz.{0,80}|virenfrei\.?.{0,80})[\s*_.)>\]]*$/iu;

const DEVICE_MORE =
  /^[\s*_>(<[]*(?:sent by .{0,30}galaxy|wysłano (?:z|przy użyciu) .{2,60}|(?:odesláno|posláno|poslano|odoslané|odoslano) (?:z|ze|pomocou) .{2,60}|iphone['’]?umdan gönderildi|.{2,30}[-r]ról küldve|küldve (?:az?) .{2,40}r[óő]l|trimis (?:de pe|din) .{2,40}|provenance : .{3,40}|envoyé à partir de courrier .{2,40}|skickat från e-post .{2,40}|sendt fra mail .{2,40}|sent (?:via|with|from) [^\s,.]{1,30}(?: [^\s,]{1,20}){0,3} [(<[]\s?https?:[^\s<>()]{1,200}\s?[)>\]]|outlook (?:für|per|for|pour|para|voor) .{2,20}\s?[<(]https?:[^\s<>()]{1,100}[>)] (?:herunterladen|beziehen|downloaden)|diese e-?mail wurde .{0,80}(?:auf viren geprüft|auf viren überprüft).{0,60}|this e-?mail has been (?:checked|scanned) for viruses.{0,60}|[從从]我的.{1,30}(?:傳送|发送)|发自我的.{1,30})[\s*_.)>\]]*$/iu;

/** "Sent from my iPhone", "Von meinem iPhone gesendet", "Gesendet mit der GMX Mail App" ... */
export function isDeviceLine(line: string): boolean {
  const text = line.trim();
  return text.length > 8 && text.length < 160 && (DEVICE.test(text) || DEVICE_MORE.test(text));
}

const CLOSING =
  /^[\s*_]*(?:(?:mit )?(?:freundliche[nmr]?|besten?|viele[n]?|liebe[n]?|herzliche[nr]?|schöne[n]?|sonnige[n]?|kollegiale[n]?|beste|freundl\.) (?:grüße?n?|gruß|gruss|grüsse?n?|gruessen?|gruesse|grüßen)\b.{0,40}|mfg|lg|vg|bg|hochachtungsvoll|gruß|grüße|(?:best|kind|kindest|warm|warmest|many)? ?regards|best wishes|sincerely|yours (?:sincerely|faithfully|truly)|cordially|cheers|best|cordialement|bien à vous|saludos|cordiali saluti|met vriendelijke groet(?:en)?|med vänliga hälsningar|pozdrawiam)[\s,.!/*_-]*$/iu;

/** A closing formula that stands alone in its line. */
export function isClosingLine(line: string): boolean {
  return line.length < 90 && CLOSING.test(line);
}

const DISCLAIMER =
  /^[\s*_]*(?:(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication|electronic)\b.{0,200}(?:confidential|intended|privileged)|(?:confidentiality|disclaimer|legal) (?:notice|note)?\s*:|diese (?:e-?mail|nachricht)\b.{0,200}(?:vertraulich|rechtlich geschützt|ausschließlich für)|(?:der inhalt|die informationen) (?:dieser|in dieser) (?:e-?mail|nachricht)\b.{0,200}(?:vertraulich|bestimmt)|(?:vertraulichkeitshinweis|haftungsausschluss|disclaimer)\b|(?:please|bitte) (?:consider|denken|prüfen|think)\b.{0,120}(?:environment|print|umwelt|ausdruck))/iu;

/** First line of a legal notice that companies append to every mail. */
export function isDisclaimerLine(line: string): boolean {
  // "This mail is confidential." and no more may be the customer's own wish; the lawyers' sentence is long.
  if (/^[\s*_]*(?:this|diese)\b/i.test(line) && line.trim().length < 55) return false;
  return DISCLAIMER.test(line.slice(0, 400));
}

/** Words that make a short line part of what the customer wants, even below the closing formula. */
const BUSINESS =
  /kunden-?(?:nummer|nr)|auftrag|bestell|rechnung|vertrag|aktenzeichen|az\.?:|vorgang|order|invoice|customer (?:no|number|id)|ticket|iban|p\.?\s?s\.?[:\s]|geburtsdatum|bitte|please|\?/i;

type ContactKind = 'phone' | 'email' | 'web' | 'company' | 'street';

function contactKind(line: string): ContactKind | null {
  if (
    /(?:^|\s)(?:tel|fon|telefon|phone|mobil|mobile|handy|cell|fax|telefax|t|f|m|office|direct|durchwahl|p|skype|voice)[.:]{0,2}\s*:?\s*[+(]?\d[\d\s()/.–-]{4,}/i.test(
      line,
    )
  )
    return 'phone';
  if (/^\s*\+?[\d(][\d\s()/.-]{7,}\s*$/.test(line)) return 'phone';
  if (/^\s*(?:(?:e-?mail|mail|e)\s*:?\s*)?<?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?\s*$/i.test(line)) return 'email';
  if (/^\s*(?:(?:web|internet|www|url|homepage|w)\s*:?\s*)?<?(?:https?:\/\/|www\.)\S+>?\s*$/i.test(line))
    return 'web';
  if (
    /\b(?:gmbh|ag|kg|ohg|ug|e\.\s?k\.|e\.\s?v\.|ltd|inc|llc|corp)\b\.?|geschäftsführ|handelsregister|amtsgericht|hrb\s*\d|ust-?id|registergericht|vorstand|managing director/i.test(
      line,
    )
  )
    return 'company';
  if (
    /(?:straße|strasse|str\.|weg|platz|allee|gasse|street|avenue|road)\s*\d|^\s*(?:d-)?\d{5}\s+\p{L}/iu.test(
      line,
    )
  )
    return 'street';
  return null;
}

/**
 * Where a block of contact details begins in the last lines (index into `lines`), or -1. Only short lines, two
 * different kinds of contact detail and no word of business: a customer's address that matters must not vanish.
 */
export function findContactBlock(lines: readonly string[]): number {
  let closing = -1;
  const from = Math.max(0, lines.length - 25);
  for (let i = from; i < lines.length; i++) if (isClosingLine(lines[i] ?? '')) closing = i;
  if (closing < 0) return -1;
  const after = lines.slice(closing + 1);
  const filled = after.map((text, index) => ({ text, index })).filter((entry) => entry.text.trim() !== '');
  if (filled.length < 3 || filled.some((entry) => entry.text.trim().length > 90 || BUSINESS.test(entry.text)))
    return -1;
  const kinds = new Set<ContactKind>();
  let first = -1;
  for (const entry of filled) {
    const kind = contactKind(entry.text);
    if (!kind) continue;
    kinds.add(kind);
    if (first < 0) first = entry.index;
  }
  if (kinds.size < 2 || first < 0) return -1;
  const nameLine = filled[0]?.index ?? 0;
  return first > nameLine ? closing + 1 + first : -1;
}

/** Footer of a mailing list: a rule of underscores, then at most five lines with an address or link. */
export function isListFooter(lines: readonly string[], index: number): boolean {
  if (!/^\s*_{2,}\s*$/.test(lines[index] ?? '')) return false;
  if (lines.length - index > 40) return false;
  const rest = lines.slice(index + 1).filter((line) => line.trim() !== '');
  if (rest.length === 0 || rest.length > 6) return false;
  return rest.some((line) => /mailing list|mailingliste|lists?\.|listinfo|unsubscribe|abmelden/i.test(line));
}
