/** Somebody is away: said by the person or of the person. */
const IS_AWAY =
  /out of (?:the )?office|on (?:annual |parental |maternity |sick )?leave\b|on vacation|on holidays?\b|(?:i am|i'm|i’m|i will be) (?:currently |presently )?(?:away|out|travell?ing|unavailable)|limited access to (?:my )?e-?mail|(?:up)?on my return|abwesend|nicht im (?:büro|haus|hause|dienst)|im urlaub|außer haus|elternzeit|(?:bin|sind) (?:ich |wir )?(?:wieder|ab|erst) .{0,40}(?:erreichbar|zurück|im büro)|nicht erreichbar|abwesenheit|betriebs(?:urlaub|ferien)|absente? (?:du|d'|de|jusqu)|en (?:congés?|vacances)|fuera de (?:la )?oficina|de vacaciones|estaré ausente|fuori (?:sede|ufficio)|in ferie|sono assente|afwezig|niet op kantoor|op vakantie|met verlof|na urlopie|poza biurem|nieobecn|fraværende|frånvarande|på (?:semester|ferie)|lomalla|mimo kancelář|na dovolené|fora do escritório|de férias|házon kívül|szabadságon/iu;

/** What absence notes add and people who write of themselves do not. */
const OF_A_NOTE =
  /automatisch(?:e|en)? (?:generierte|erstellte|erzeugte|versandte|antwort)|auto(?:matic|mated|-)\s?(?:ally generated|reply|response|message)|(?:nicht|not) (?:automatisch )?(?:weitergeleitet|forwarded|gelesen|bearbeitet|read)\b|in dringenden (?:fällen|angelegenheiten)|(?:bei|für) dringenden? (?:fragen|anliegen|fällen|angelegenheiten)|(?:for|in) (?:any )?urgent (?:matters?|enquir|inquir|issues?|requests?|cases?)|if (?:it is|it's|your (?:request|matter|message) is) urgent|in (?:my|case of) (?:absence|emergency)|in meiner abwesenheit|während meiner abwesenheit|(?:my|meine[rn]?) (?:colleague|kolleg|vertretung|stellvertret)|(?:will|werde) (?:respond|reply|answer|get back|mich .{0,40}melden|ihre .{0,40}(?:nach|ab) )|en cas d['’]urgence|réponse automatique|en mon absence|para asuntos urgentes|en caso de urgencia|respuesta automática|(?:per|in caso di) (?:urgenze|urgenza|comunicazioni urgenti)|risposta automatica|(?:voor|bij) (?:dringende|spoed)|in dringende gevallen|w (?:pilnych|nagłych) (?:sprawach|przypadkach)|automatyczna odpowiedź|vid brådskande|ved hastende|v naléhavých/iu;

/** Does a text say that its author is away, whatever wrote it? */
export function speaksOfAbsence(text: string): boolean {
  return IS_AWAY.test(text.slice(0, 3000));
}

/**
 * Does a text read like an absence note as a whole: somebody is away, what becomes of the mail is told, and nothing is
 * asked? Only to be used where the subject allows it: a person may write all of that, too.
 */
export function readsAsAbsenceNote(text: string): boolean {
  const opening = text.slice(0, 1500);
  return IS_AWAY.test(opening) && OF_A_NOTE.test(opening) && !/\?(?:\s|$)/.test(opening);
}
