/** Marks that mail programs put before the subject of an answer or of a mail passed on, in the languages of Europe. */
const MARK =
  /^\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|aw|antw|antwort|fwd?|wg|tr|rv|sv|vs|vb|enc|odp|rif|ref|doorst|fw)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]/i;

/** A subject without marks such as `Re:` and `WG:`, in lower case and with single blanks: what threads are compared by. */
export function normalisedSubject(subject: string): string {
  let rest = subject.slice(0, 1000);
  for (let match = MARK.exec(rest); match; match = MARK.exec(rest)) rest = rest.slice(match[0].length);
  return rest.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Whether a mail program has marked the subject as that of an answer or of a mail passed on. */
export function isMarkedSubject(subject: string): boolean {
  return MARK.test(subject.slice(0, 1000));
}
