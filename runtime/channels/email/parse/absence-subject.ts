/** What stands before the subject that is answered. */
const ANSWERED = '(?:re|aw|antw(?:ort)?|fwd?|wg|sv|vs|ref|rif|tr|odp|rv|r|res|enc)\\s*:';
/** A time from or until which somebody is away, up to the end of the subject; vague prepositions need a number. */
const TIME =
  '(?:(?:vom|bis|ab|seit|from|until|till?|since|jusqu\\S{0,4}|hasta|fino|vanaf|tot|t/m|indtil|až|até)\\b|(?:on|du|del?|dal|van|od|do|fra|från|desde)\\s[^,;?]{0,20}\\d)[^,;?]{0,60}$';
/** An absence that is told as such ends there or names its time; a sentence that goes on was written by a person. */
const TOLD_AS_SUCH = `\\s*(?:$|[.!(:]|[-–—]|${ANSWERED}|${TIME})`;

/** "Automatic answer", as mail systems write it before the subject that they answer. */
const AUTOMATIC_ANSWERS = [
  'auto(?:mat(?:ic|ed|ische|isierte|isch))?[ -]?(?:e-?mail[ -]?)?(?:reply|response|antwort|generated reply|answer|notification of absence)',
  'auto(?:responder|antwort|respuesta|rrespuesta|svar|odpowiedź|odpověď|risposta|reponse|réponse|vastaus)',
  "(?:réponse|reponse|message|courriel) automatique(?: d[’']absence)?",
  'répondeur automatique',
  '(?:respuesta|mensaje) automátic[ao](?: de ausencia)?',
  '(?:risposta|messaggio) automatic[ao]',
  'automatisch (?:antwoord|bericht)',
  'automatische? (?:beantwoording|afwezigheidsmelding)',
  'automatisk(?:t)? (?:svar|besked|meddelande|frånvaromeddelande)',
  'automatyczna odpowiedź|odpowiedź automatyczna',
  'resposta automática',
  'automaattinen (?:vastaus|poissaoloviesti)',
  'automatická odpove?[ďd]|automatická odpověď',
  'automatikus válasz',
  'răspuns automat',
  'otomatik (?:yanıt|cevap)',
  'αυτόματη απάντηση',
  'automatski odgovor|samodejni odgovor|automaatvastus|automātiska atbilde|automatinis atsakymas',
  'автоответ(?:чик)?|автоматический ответ|автоматичний відповідь|автоматична відповідь|автоматичен отговор',
  '自动答复|自动回复|自動回覆|自動返信|自動応答|자동 ?회신|자동 ?응답',
  'رد تلقائي|מענה אוטומטי|תשובה אוטומטית',
].join('|');

/** Words that say somebody is away, and that only such a note begins with when a colon, a time or nothing follows. */
const AWAY = [
  'out[ -]of[ -](?:the[ -])?office(?: auto-?reply| reply| notification| message| notice)?',
  'oo[of]',
  '(?:currently |presently )?(?:away|absent) from (?:my|the) (?:mail|e-?mail|office|desk)',
  '(?:absence|vacation|holiday|away) (?:reply|message|notice|notification|note|response)',
  '(?:automatische )?(?:abwesenheits|urlaubs)(?:notiz|nachricht|meldung|benachrichtigung|hinweis|information|info|agent|assistent|mail|antwort|vertretung)',
  'automatische abwesenheit',
  "(?:message|notification|avis) d['’]absence",
  '(?:absence|absente?) (?:du|au) bureau|hors (?:du|de mon) bureau',
  'fuera de (?:la |mi )?oficina|notificación de ausencia',
  'fuori (?:sede|ufficio)|avviso di assenza',
  'afwezigheids?(?:bericht|melding|assistent)|niet op kantoor',
  'poza biurem|powiadomienie o nieobecności',
  'frånvaro(?:meddelande)?|ej på kontoret|ikke på kontoret|fraværs(?:besked|melding)|fraværsassistent',
  'poissaolo(?:viesti|ilmoitus)|poissa toimistosta',
  'mimo kancel[áa][řr][ie]?|nejsem v kanceláři',
  'házon kívül|távolléti (?:üzenet|értesítés)',
  'fora do escritório|ausência temporária',
  'ofis dışında|εκτός γραφείου|вне офиса|нет на (?:рабочем )?месте|외출 중|부재 ?중|不在通知|不在のお知らせ',
].join('|');

/** The same in words that people also begin a subject with: they count before an answered subject or a time. */
const AWAY_OR_NOT = [
  'abwesend|nicht im (?:büro|haus|dienst)|außer haus|nicht erreichbar',
  'away|absent|not in the office|on (?:vacation|leave|holidays?|annual leave|parental leave|maternity leave|sick leave)|on the road',
  'absente?|en (?:congés?|vacances)|en déplacement',
  'ausente|de vacaciones',
  'assente|in ferie',
  'afwezig|op vakantie|met (?:verlof|vakantie)',
  'nieobecn(?:y|a|ość)|na urlopie',
  'fraværende|frånvarande|på semester|på ferie|lomalla|poissa',
  'nepřítomen|nepřítomna|na dovolené|szabadságon',
].join('|');

const FIRST_PERSON = [
  "(?:i am|i'm|i will be|i’m) (?:currently |presently |now )?(?:out(?: of (?:the )?office)?|on (?:vacation|holidays?|leave|annual leave|parental leave|maternity leave|sick leave|a business trip)|away(?: from (?:my|the) (?:desk|office))?|not in the office)",
  'ich bin (?:derzeit |momentan |aktuell |zur ?zeit |im moment |heute |leider )?(?:nicht im (?:haus|büro|dienst)|außer haus|abwesend|im urlaub|in elternzeit|nicht erreichbar)',
  'je suis (?:actuellement )?(?:absente?|en congés?|en vacances|en déplacement)',
  '(?:estoy|me encuentro) (?:fuera de (?:la )?oficina|de vacaciones|ausente)',
  'sono (?:attualmente )?(?:fuori (?:sede|ufficio)|assente|in ferie)',
  'ik ben (?:momenteel |tijdelijk )?(?:afwezig|niet op kantoor|niet aanwezig|op vakantie|met vakantie|met verlof)',
  'jestem (?:obecnie )?(?:na urlopie|nieobecn[ya]|poza biurem)',
].join('|');

const SUBJECTS: readonly RegExp[] = [
  new RegExp(`^(?:[[(*]\\s*)(?:${AUTOMATIC_ANSWERS}|${AWAY})\\s*[\\])*]`, 'u'),
  new RegExp(
    `^(?:${AUTOMATIC_ANSWERS})\\s*(?:$|[:：(.!]|[-–—]\\s|${ANSWERED}|(?:to|auf|zu|à|a|op|na)\\s*(?::|["„“«]|(?:your|ihre?|deine?|votre|su|uw)\\b))`,
    'u',
  ),
  new RegExp(`^(?:${AWAY})${TOLD_AS_SUCH}`, 'u'),
  new RegExp(`^(?:${AWAY_OR_NOT})\\s*(?:[:(-]?\\s*${ANSWERED}|[:(,-]?\\s*${TIME})`, 'u'),
  new RegExp(
    `^(?:urlaub|abwesenheit|abwesenheitszeit|absence|vacation|holiday|ferien|ferie|vacances|urlop)\\s*:?\\s*${ANSWERED}`,
    'u',
  ),
  new RegExp(`^(?:${FIRST_PERSON})${TOLD_AS_SUCH}`, 'u'),
  // Lotus Notes: "AUTO: Kim Muster is out of the office (returning 03/06)".
  new RegExp(`^auto:\\s*${ANSWERED}`, 'u'),
  /^auto: .{0,80}(?:out of (?:the )?office|außer haus|nicht im büro|abwesend|absente?\b|fuori sede|fuera de|afwezig|is away)/u,
  /\bis (?:currently )?(?:out of (?:the )?office|away)\.?\s*\((?:returning|until|back|return)/u,
  /\bist (?:außer haus|nicht im (?:büro|haus)|abwesend|im urlaub)\.?\s*\((?:rückkehr|zurück|bis|wieder)/u,
  /\b(?:est absente?|está ausente|è assente|is afwezig)\.?\s*\((?:retour|de retour|regres|rientr|terug)/u,
];

/** A remark in brackets at the end: "Your bill [Auto-Reply]". An answered subject may bear that of another mail. */
const AT_THE_END = new RegExp(`[[(](?:${AUTOMATIC_ANSWERS}|${AWAY})[\\])]\\s*$`, 'u');
const IS_ANSWER = new RegExp(`^${ANSWERED}`, 'u');
/** "Auto-Reply from Kim Muster": names and nothing else. */
const FROM_NAME = new RegExp(
  `^(?:${AUTOMATIC_ANSWERS})\\s+(?:from|von|de|di|van)\\s+(?:\\p{Lu}[\\p{L}.'’-]*\\s?){1,4}$`,
  'iu',
);

/** Subjects that a person and an absence note may have alike. */
const PERHAPS = new RegExp(
  `^(?:${AWAY_OR_NOT}|urlaub|urlaubszeit|betriebs(?:urlaub|ferien)|abwesenheit|absence|vacation|annual leave|holidays?|ferien|ferie|vacances|congés?|ausencia|vacaciones|assenza|afwezigheid|vakantie|urlop|nieobecność|semester|(?:vielen dank|danke) für (?:ihre|deine) (?:e-?mail|mail|nachricht|anfrage)|(?:thank you|thanks) for (?:your|contacting).{0,40}|ihre (?:e-?mail|nachricht|anfrage)|your (?:e-?mail|message|enquiry|inquiry)|merci (?:pour|de) votre (?:message|e-?mail|courriel)|gracias por su (?:mensaje|correo)|grazie per (?:la sua|il suo|averci).{0,40})(?:\\b|$)`,
  'iu',
);

function plain(subject: string): string {
  return subject.slice(0, 500).trim().toLowerCase().replace(/\s+/gu, ' ');
}

/** Subjects that mail systems put on absence notes. An answer to one ("AW: Abwesenheitsnotiz") does not count. */
export function isAbsenceSubject(subject: string): boolean {
  const text = plain(subject);
  if (SUBJECTS.some((pattern) => pattern.test(text))) return true;
  if (AT_THE_END.test(text) && !IS_ANSWER.test(text)) return true;
  const written = subject.slice(0, 500).trim().replace(/\s+/gu, ' ');
  return /(?:from|von|de|di|van) \p{Lu}[^a-z]{0,1}/u.test(written) && FROM_NAME.test(written);
}

/** Subjects that absence notes bear and people write too: the text must tell. */
export function mayBeAbsenceSubject(subject: string): boolean {
  return PERHAPS.test(plain(subject));
}
