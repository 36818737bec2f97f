import type { Language } from './stem-word';

/** Words that hold a sentence together and seldom say what it is about; they count for less, not for nothing. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Guesses the language from its small words; `fallback` decides when the text has none of them. */
export function guessLanguage(words: readonly string[], fallback: Language): Language {
  let german = 0;
  let english = 0;
  for (const word of words) {
    const inGerman = GERMAN.has(word);
    const inEnglish = ENGLISH.has(word);
    if (inGerman && !inEnglish) german += 1;
    if (inEnglish && !inGerman) english += 1;
  }
  if (german === english) return fallback;
  return german > english ? 'de' : 'en';
}

const ENGLISH: ReadonlySet<string> = new Set(
  (
    'a an the this that these those there here it its i me my mine we us our ours you your yours he him his she her ' +
    'they them their is are was were be been being am do does did doing done have has had having can could will ' +
    'would shall should may might must to of in on at by for from with into onto about as and or but if then than ' +
    'so because while when where what which who whom whose how why just also too very really please hello hi hey ' +
    'thanks thank some any all no yes up out off over again still yet now already only own such get got getting ' +
    'go going want wanted need needed like know tell let see say make made thing something anything one'
  ).split(' '),
);

const GERMAN: ReadonlySet<string> = new Set(
  (
    'der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem ich mich mir mein ' +
    'meine meinen meinem meiner meines wir uns unser unsere unseren du dich dir dein deine deinen ihr ihre ihren ihnen ' +
    'sie er es ihn ihm sein seine seinen man ist sind war waren bin bist seid sei wird werden wurde wurden worden ' +
    'habe hat haben hatte hatten hab kann koennen koennte konnte koennt moechte moechten muss muessen musste soll ' +
    'sollen sollte will wollen wollte darf duerfen und oder aber wenn dann als ob weil denn damit dass zu zum zur von ' +
    'vom im in am an auf aus bei beim mit nach fuer ueber unter um vor durch gegen ohne bis seit ins wie was wer wen ' +
    'wem wo wann warum wieso weshalb welche welcher welches welchen auch noch nur schon mal sehr so hier da dort ' +
    'bitte danke hallo guten tag liebe lieber sehr geehrte damen herren freundlichen gruessen ja nein doch etwas ' +
    'alle alles jetzt nun immer wieder gerne gern eigentlich leider machen mache gibt geben lassen'
  ).split(' '),
);

const STOP_WORDS: ReadonlySet<string> = new Set([...GERMAN, ...ENGLISH]);
