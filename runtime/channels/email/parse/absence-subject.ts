/** What stands before the subject that is answered. */
const ANSWERED = '(?:re|aw|antw(?:ort)?|fwd?|wg|sv|ref|tr)\\s*:';
/** An absence that is told as such ends there or names its time; a sentence that goes on was written by a person. */
const TOLD_AS_SUCH = `\\s*(?:$|[.!(:]|${ANSWERED}|(?:vom|bis|ab|seit|from|until|till?|since|on)\\b[^,;?]{0,40}$)`;

const SUBJECTS: readonly RegExp[] = [
  // "Automatische Antwort: ...", "Auto-Reply", "[Auto-Reply] ...", "Automatic response to: ..."
  /^\[auto(?:mat(?:ic|ische))?[ -]?(?:reply|response|antwort)\]/,
  /^auto(?:matic|matische|matisierte|matisch)?[ -]?(?:e-?mail[ -]?)?(?:reply|response|antwort|generated reply)\s*(?::|-|$|\(|(?:from|to|von|auf|re)\b)/,
  /^autoresponder\s*(?::|$)/,
  new RegExp(`^auto:\\s*${ANSWERED}`),
  // "Out of Office: ...", "OOO: ..."
  /^out of (?:the )?office\s*(?::|$|\(|-|auto|reply|re:|notification|message)/,
  new RegExp(`^ooo\\s*(?::|${ANSWERED})`),
  /^away from (?:my|the) (?:mail|office|desk)/,
  /^vacation (?:reply|message|notice)/,
  new RegExp(`^on vacation\\s*${ANSWERED}`),
  new RegExp(
    `^i am (?:currently |presently )?(?:out of (?:the )?office|on (?:vacation|holiday|leave)|away)${TOLD_AS_SUCH}`,
  ),
  /\bis out of (?:the )?office\.?\s*\((?:returning|until|back)/,
  // "Abwesenheitsnotiz", "Automatische Abwesenheit", "Abwesend: AW: ..."
  /^(?:automatische )?abwesenheits(?:notiz|nachricht|meldung|benachrichtigung|hinweis|agent|assistent)\s*(?::|$|\(|-|von )/,
  /^automatische abwesenheit\s*(?::|$|\(|-|von )/,
  new RegExp(`^(?:abwesend|abwesenheit|urlaub|nicht im (?:büro|haus)|außer haus)\\s*(?:$|:\\s*${ANSWERED})`),
  /^urlaubs(?:notiz|meldung|vertretung)\s*(?::|$)/,
  new RegExp(
    `^ich bin (?:derzeit |momentan |aktuell |zur ?zeit |im moment )?(?:nicht im (?:haus|büro)|außer haus|abwesend|im urlaub)${TOLD_AS_SUCH}`,
  ),
  /\bist (?:außer haus|nicht im (?:büro|haus)|abwesend|im urlaub)\.?\s*\((?:rückkehr|zurück|bis|wieder)/,
  // Other languages that customers of a European company write.
  /^(?:réponse automatique|absence du bureau|message d['’]absence|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori sede|automatisch antwoord|afwezigheidsbericht|afwezig:|autosvar|automatiskt svar|automatisk svar|frånvaro|odpowiedź automatyczna|resposta automática|automaattinen vastaus|автоответ|自动答复|自動返信)/,
];

/** Subjects that mail systems put on absence notes. An answer to one ("AW: Abwesenheitsnotiz") does not count. */
export function isAbsenceSubject(subject: string): boolean {
  const text = subject.slice(0, 500).trim().toLowerCase();
  return SUBJECTS.some((pattern) => pattern.test(text));
}
