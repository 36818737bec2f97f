/** Frequent little words that set the languages apart; words that two of them share are left out where they mislead. */
const WORDS: Record<string, string> = {
  de: 'der die das und ich ist nicht mit für auf ein eine einen dem den sie wir bitte ihre ihr mir mich habe haben wurde wird bei von zu auch noch aber wie kann können vielen dank grüßen grüße hallo sehr geehrte freundlichen leider rechnung bestellung wann warum schon mein meine sind oder als nach im zum zur danke mfg guten tag gerne möchte heute morgen',
  en: 'the and i is not with for on a an you we please your my me have has was will be of to also but how can could thank thanks regards hello dear order invoice when why already are or as after this that it do does would hi what from am been there about not',
  fr: 'le la les et je est pas avec pour sur un une vous nous votre mon ma mes avons été sera de à aussi mais comment peut merci bonjour cordialement quand pourquoi déjà sont ou après ce cette du des que qui dans ne au',
  es: 'el la los las y yo es no con para por un una usted nosotros su mi hemos fue será de a también pero cómo puede gracias hola saludos cuándo qué ya son o después este esta del que en se lo al',
  it: 'il lo la i gli le e io è non con per su un una lei noi vostro mio ho stato sarà di a anche ma come può grazie ciao saluti quando perché già sono o dopo questo questa del della che nel si buongiorno',
  nl: 'de het en ik is niet met voor op een u wij uw mijn heb heeft was zal van te ook maar hoe kan bedankt hallo groet wanneer waarom al zijn of na dit dat naar bij geachte graag vriendelijke deze worden',
  pt: 'o a os as e eu é não com para por um uma você nós seu meu foi será de também mas como pode obrigado olá quando porque já são ou depois este esta do da que em se no na',
  pl: 'i ja jest nie z na do w się że to jak proszę dziękuję mam czy już są lub po ten ta dla od pozdrawiam dzień dobry mój moja państwa za o',
  sv: 'och jag är inte med för på en ett du vi din min har var ska av att också men hur kan tack hej när varför redan eller efter det den som till hälsningar från',
  da: 'og jeg er ikke med for på en et du vi din min har var skal af at også men hvordan kan tak hej hvornår hvorfor allerede eller efter det den som til hilsen fra',
  tr: 've bir bu için ile de da ne çok ben siz biz mi mı olarak var yok değil teşekkür merhaba lütfen ama gibi daha sonra',
};

const INDEX = new Map<string, string[]>();
for (const [language, words] of Object.entries(WORDS)) {
  for (const word of new Set(words.split(' '))) INDEX.set(word, [...(INDEX.get(word) ?? []), language]);
}

/** Scripts that name a language by themselves. Kana decides before Han, because Japanese uses both. */
const SCRIPTS: readonly [string, RegExp][] = [
  ['ja', /[\u3041-\u30ff]/g],
  ['ko', /[\uac00-\ud7af]/g],
  ['zh', /[\u4e00-\u9fff]/g],
  ['uk', /[іїєґІЇЄҐ]/g],
  ['ru', /[\u0400-\u04ff]/g],
  ['el', /[\u0370-\u03ff]/g],
  ['he', /[\u0590-\u05ff]/g],
  ['ar', /[\u0600-\u06ff]/g],
  ['th', /[\u0e00-\u0e7f]/g],
];

/** Only the beginning counts: it is enough to tell, and keeps long mails cheap. */
const MAX_CHARACTERS = 4000;

/**
 * Language of a text as ISO 639-1 code, or null when it is too short or mixed to tell. Made for customer mail in German
 * and English; the other European languages and scripts are told apart so that they are not taken for one of the two.
 */
export function detectLanguage(text: string): string | null {
  const sample = text
    .slice(0, MAX_CHARACTERS)
    .replace(/https?:\/\/\S+|\S+@\S+/g, ' ')
    .toLowerCase();
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 3) return null;
  for (const [language, script] of SCRIPTS) {
    const count = sample.match(script)?.length ?? 0;
    const share = count / letters;
    if (share > (language === 'ja' || language === 'uk' ? 0.05 : 0.3)) return language;
  }
  const scores = new Map<string, number>();
  const add = (language: string, points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  for (const word of sample.match(/\p{L}+/gu) ?? []) {
    const languages = INDEX.get(word);
    if (languages) for (const language of languages) add(language, 1 / languages.length);
  }
  add('de', (sample.match(/[äöü]/g)?.length ?? 0) * 0.3 + (sample.match(/ß/g)?.length ?? 0));
  add('pl', (sample.match(/[ąęłńśźż]/g)?.length ?? 0) * 0.5);
  add('fr', (sample.match(/[çèêœ]/g)?.length ?? 0) * 0.3);
  add('es', (sample.match(/[ñ¿¡]/g)?.length ?? 0) * 0.7);
  add('pt', (sample.match(/[ãõ]/g)?.length ?? 0) * 0.7);
  add('tr', (sample.match(/[ğış]/g)?.length ?? 0) * 0.5);
  const ranked = [...scores].sort((a, b) => b[1] - a[1]);
  const [best, second] = ranked;
  if (!best || best[1] < 0.9) return null;
  if (second && second[1] > best[1] * 0.9) return null;
  return best[0];
}
