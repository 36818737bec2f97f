/** What mail programs put before the subject of the mail that was opened, deleted or delivered. */
const RECEIPT_SUBJECT =
  /^(?:(?:un|not |nicht |non |no |niet |ikke |ej |ei )?(?:gelesen|read|lu|leído|letto|gelezen|przeczytano|přečteno|läst|læst|lest|luettu|lida?|olvasva|citit|okundu|прочитано|διαβάστηκε)\s*:|ungelesen gelöscht\s*:|deleted unread\s*:|lese(?:bestätigung|-bestätigung)\s*(?::|$|\(|-)|(?:read|return|reading) receipt\s*(?::|$|\(|-)|(?:accusé de (?:lecture|réception)|confirmation de lecture|confirmación de lectura|acuse de recibo|conferma di lettura|ricevuta di ritorno|leesbevestiging|potwierdzenie (?:odczytania|przeczytania)|läskvitto|læsekvittering|lesebekreftelse|lukukuittaus)\s*(?::|$|\(|-)|empfangsbestätigung \(angezeigt\)|disposition notification)/iu;

/** What such a receipt says of the mail. */
const RECEIPT_TEXT =
  /(?<!\p{L})(?:was|has been|wurde|a été|è stat[oa]|fue|ha sido|is|werd|został[ao]?|blev|ble|foi)(?!\p{L})[^?]{0,80}(?<!\p{L})(?:read|displayed|opened|deleted|delivered|gelesen|angezeigt|geöffnet|gelöscht|zugestellt|lu|affiché|supprimé|lett[oa]|visualizzat[oa]|leído|mostrado|gelezen|weergegeven|geopend|przeczytan[ay]|wyświetlon[ay]|läst|læst|lest|lido)(?!\p{L})|\bread on\b|\bgelesen am\b|this is a (?:return )?receipt for the (?:mail|message)|(?:dies|das) ist eine (?:empfangs|lese)bestätigung|\breturn receipt\b|no guarantee that (?:the message has been read|it was read)|keine garantie, dass/iu;

/**
 * Is a mail a read receipt although it lacks the form of RFC 8098: by the mark before its subject and the words of its
 * text, of which there are few.
 */
export function readsAsReceipt(subject: string, text: string): boolean {
  const words = text.trim().slice(0, 2000);
  return (
    words.length < 1500 &&
    RECEIPT_SUBJECT.test(subject.trim()) &&
    RECEIPT_TEXT.test(words) &&
    !/\?(?:\s|$)/.test(words)
  );
}
