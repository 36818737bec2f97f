// Words of German and English service mail and how they feel, from -4 to 4. Umlauts are written ae, oe, ue, ss. A word that ends in `*`
// stands for all that begin so.

const POSITIVE: Readonly<Record<number, string>> = {
  1:
    'ok okay gut gute guter gutes guten freundlich* hilfreich* zuverlaessig* schoen* gern* erfreut* ' +
    'angenehm* schnell* passt klappt funktioniert hilft geholfen kompetent* good nice fine friendly ' +
    'helpful reliable quick* fast works easy pleasant polite courteous professional* hoeflich* ' +
    'zuvorkommend* nett* puenktlich* fair* transparent* unkompliziert* reibungslos* problemlos* korrekt* ' +
    'sauber* flott* sympathisch* bequem* verstaendlich* fluessig* punctual prompt* efficient* convenient* ' +
    'safe* comfortable straightforward seamless* patiently attentive caring considerate polished sincere ' +
    'competent smooth* solved resolved geloest',
  2:
    'dankbar* bedank* gluecklich* gefaell* gefall* zufrieden* freu* lob* gelungen* prima super klasse ' +
    'spitze empfehl* verlaesslich* geschaetzt vorbildlich* thankful grateful happy pleased glad satisfied ' +
    'appreciat* recommend* great enjoy* praise* impressive kind* loved lovely froh* froeh* gefreut ' +
    'begruess* erstklassig* hochwertig* beeindruck* ueberzeug* tadellos* makellos* einwandfrei* ' +
    'erleichter* dankenswert* lieb liebenswert* liebevoll* engagiert* aufmerksam* mustergueltig* ' +
    'first-class happier happiest joy* delight* fabulous splendid superior flawless* charming cheerful ' +
    'excited exceptional* exceed* trustworthy trusted grandios* genossen geniess* gluecksfall sehr-gut',
  3:
    'toll* begeister* hervorragend* ausgezeichnet* wunderbar* perfekt* fantastisch* grossartig* liebe ' +
    'herzlich* genial* sensationell* exzellent* excellent wonderful perfect* fantastic amazing awesome ' +
    'love outstanding delighted superb brilliant terrific best impressed',
};

const NEGATIVE: Readonly<Record<number, string>> = {
  1:
    'leider problem* fehler* falsch* spaet* verspaet* verzoeger* langsam* unklar* warte warten gewartet ' +
    'mangel* fehlt fehlen fehlend* umstaendlich* teuer* zu-teuer defekt* kaputt* stoer* unfortunately ' +
    'problem* error* wrong* late slow* delay* unclear waiting waited missing broken fault* expensive ' +
    'issue* confus* mistake* damaged beschaedigt* gesperrt mahn* reminder* incorrect* fail* sorry schade ' +
    'schwach* bedauer* bedenk* zweifel* sorge* vergebens muehe unnoetig* wirr* aufgelegt haengengelassen ' +
    'lueckenhaft* unvollstaendig* unpuenktlich* schwierig* difficult* hard complicated kompliziert* weak ' +
    'unnecessar* doubt* concern* worse schlimm* faulty defective lack lacking lacks unanswered ' +
    'unbeantwortet mess messy messed inconvenien* unbefriedigend* flawed lost abandoned unfair* ' +
    'ungerecht* warteschleife abgebrochen refuse* refusing vergessen forgot* forgotten',
  2:
    'schlecht* unzufrieden* aerger* beschwer* reklam* enttaeusch* vergeblich* unfreundlich* ' +
    'unzuverlaessig* unverschaemt* ignorier* unangenehm* muehsam* nerv* sauer verweiger* unmoeglich* ' +
    'verlor* verarsch* widersprech* bad poor* unhappy dissatisfied annoy* complain* disappoint* upset ' +
    'rude useless ignor* unreliable unhelpful frustrat* angry fed-up unprofessional unprofessionell* ' +
    'inkompetent* incompeten* dreadful lousy mies* trouble* hinhalten hingehalten abgewimmelt peinlich* ' +
    'embarrass* blamabel* blamage bereu* regret* rubbish garbage crap* angeschrien anschrei* beleidig* ' +
    'insult* respektlos* disrespect* dreist* willkuer* unding shame* shambles chaos chaotisch* ' +
    'unprofessional* stoerend verantwortungslos* irresponsible nutzlos* wertlos* worthless muell mist ' +
    'pfusch* schlamp* sloppy kundenfeindlich* geringschaetz* shocked shocking schockier* schockiert ' +
    'traurig* sad sadly cheat* tricked misled mislead* irrefuehr* getaeuscht taeusch* unseri* untragbar* ' +
    'unwuerdig* ungeheuer* unhaltbar* unglaubwuerdig* gebrochen fassungslos* sprachlos* verzweifel* ' +
    'desperate* misstrau* distrust* hopeless* hoffnungslos* stress* gestresst genervt verstimm* ' +
    'unprofessionel* arrogan* ignorant* gleichgueltig* herablassend* condescend* unverstaendlich* ' +
    'nachlaessig* negligen* careless* dumb stupid dumm* bloed* doof* broke abkass* wucher* schikan* ' +
    'zumut* overcharg* wasted waste verschwend* inferior ghosted stonewall* mistreat* misleading ' +
    'dishonest* unehrlich* hinterhaeltig* chaot* elend* grauenhaft* grausam* erbaermlich* jaemmerlich* ' +
    'miserabel* miserable grottig* uebel* widerlich* abscheulich* infuriat* enraged irritat* agitated ' +
    'livid',
  3:
    'frech* unverschaemtheit skandal* katastroph* furchtbar* schrecklich* unertraeglich* inakzeptabel* ' +
    'unakzeptabel* wuetend* empoer* betrug betrogen betrueg* luege* gelogen abzock* entsetz* zumutung ' +
    'anwalt rechtsanwalt* anzeige verbraucherzentrale bundesnetzagentur schlichtungsstelle terrible ' +
    'horrible awful outrage* unacceptable disgust* furious scandal* fraud* lie lies lied liar* ridiculous ' +
    'appalling lawyer* solicitor* ombudsman sue worst joke pathetic disgrace* schande unterirdisch* ' +
    'saftladen wut stinksauer laecherlich* desastroes* disaster* nightmare* alptraum* rip-off ripoff ' +
    'scam* drecksladen hate*',
  4: 'arschloch* scheiss* idiot* verbrecher* kriminell* criminal* crook* fuck* shit* bullshit bastard*',
};

/** Several words that feel other than each of them. They are looked for first, and their words do not count again. */
export const PHRASES: readonly (readonly [string, number])[] = [
  ...neutral(
    'mit freundlichen gruessen|freundliche gruesse|freundlichen gruss|mit freundlichem gruss|liebe gruesse|beste gruesse|' +
      'viele gruesse|herzliche gruesse|schoene gruesse|mit besten gruessen|schoenen tag|schoenes wochenende|guten tag|' +
      'guten morgen|guten abend|vielen dank im voraus|danke im voraus|besten dank im voraus|vielen dank fuer ihre hilfe im voraus|' +
      'vielen dank vorab|danke vorab|liebes team|liebe damen|lieber herr|liebe frau|so schnell wie moeglich|' +
      'schnellstmoeglich|moeglichst schnell|wuerde mich freuen|freue mich auf ihre|freuen uns auf ihre|' +
      'ich haette gern|ich haette gerne|ich moechte gern|ich moechte gerne|koennten sie bitte|wenn moeglich|' +
      'thanks in advance|thank you in advance|many thanks in advance|kind regards|best regards|warm regards|' +
      'best wishes|good morning|good afternoon|good evening|good day|would like|would love to|as soon as possible|' +
      'as fast as possible|look forward to|looking forward to|feel like|looks like|like to|be so kind|let me know|' +
      'please be kind|good night|more expensive than|customer service|waiting time|wartezeit',
  ),
  ...scored(
    2,
    'kein problem|keine probleme|no problem|no problems|alles bestens|alles gut|nicht schlecht|not bad|weiter so|' +
      'keep it up|well done|gut gemacht|thank you so much|sehr zufrieden',
  ),
  // Most say so out of politeness, at the end of a letter.
  ...scored(
    0.6,
    'vielen dank fuer ihre nachricht|danke fuer ihre nachricht|vielen dank fuer ihre rueckmeldung|danke fuer ihre rueckmeldung|' +
      'vielen dank fuer ihre antwort|vielen dank fuer die information|thank you for your message|thank you for your email|' +
      'thank you for your reply|thanks for your reply|thanks for your message|danke|vielen dank|besten dank|thanks|thank you|many thanks|dank',
  ),
  ...scored(
    1.5,
    'positiv ueberrascht|positively surprised|pleasantly surprised|angenehm ueberrascht|sterne verdient|fuenf sterne|five stars|' +
      'laeuft wieder|laeuft alles wieder|geht wieder|funktioniert wieder|alles wieder|working again|works again|works now|is fixed|' +
      'could not be happier|couldnt be happier|keep going|keep up|nur weiterempfehlen|jeden cent wert|worth every|' +
      'danke fuer|vielen dank fuer|dank fuer|thanks for|thank you for|thanks to|dank an|herzlichen dank|tausend dank|' +
      'thanks a lot|thank you very much|say thank you|say thanks|i like|i really like|verlassen kann|verlassen koennen|' +
      'can rely on|can count on|top service|top leistung|top beratung|top arbeit|top qualitaet|gerne wieder|jederzeit wieder|above and beyond|like a charm|nur bedanken|hat sich gelohnt',
  ),
  ...scored(
    -2,
    'nicht erschienen|nicht gekommen|not show up|no show|getting nowhere|got nowhere|keiner bescheid|reagieren nicht|reagiert nicht|' +
      'unbrauchbar|unusable|meldet sich keiner|meldet sich niemand|meldet sich nie|antwortet keiner|antwortet mir keiner|antwortet niemand|keiner antwortet|' +
      'keiner hilft|reagiert keiner|geht gar nicht|geht ja gar nicht|laesst zu wuenschen|zu wuenschen uebrig|kein vertrauen|' +
      'vertrauen verloren|lost trust|no trust|mehr erwartet|expected more|expected better|besseres erwartet|way below|below average|' +
      'money back|geld zurueck|had it with|ever gets back|never gets back|gets back to me|hung up|legt auf|einfach aufgelegt|' +
      'kommt nicht voran|tut sich nichts|passiert nichts|nothing happens|nothing happened|nothing has happened|hin und her|' +
      'back and forth|von pontius|weiterverbunden|run around|runaround|passed around|kein mensch|kein schwein|kein einziges mal|' +
      'nicht einmal|not even|kann doch nicht|das darf nicht|darf doch nicht|unter aller sau|' +
      'im stich gelassen|im stich|was soll das|what is this|so geht man nicht|so kann man nicht|so nicht|how can you|how dare|' +
      'on hold|stopped working|jedes mal|every time|zum zweiten mal|zum dritten mal|zum vierten mal|zum fuenften mal|kein verstaendnis|no excuse|let down|let me down|not again|' +
      'obwohl ich|although i already|over the fence|am ende meiner geduld|running out of patience|lost patience|' +
      'verschwendete zeit|wer ist dafuer verantwortlich|speak to a manager|talk to a manager|vorgesetzten sprechen|' +
      'keine lust mehr|nicht ernst genommen|not taken seriously|nie wieder erreichbar|nicht erreichbar|cannot reach|can not reach',
  ),
  ...scored(
    -2,
    'funktioniert nicht|geht nicht|klappt nicht|hilft nicht|does not work|not working|still not|still no|still waiting|' +
      'noch immer nicht|immer noch nicht|noch immer kein|noch immer keine|immer noch kein|immer noch keine|keine antwort|' +
      'keine reaktion|keine rueckmeldung|niemand|no reply|no response|no answer|nobody|no one|schon wieder|yet again|' +
      'again and again|immer wieder|zum wiederholten mal|second time|third time|fourth time|fifth time|mehrfacher nachfrage|several times|for weeks|seit wochen|' +
      'seit monaten|for months|lasse mir nicht|nicht in ordnung|not ok|not okay|nicht hinnehmbar|kann nicht sein|' +
      'nicht akzeptabel|not acceptable|viel zu|too long|too late|zu lange|zu spaet|letzte warnung|last warning|letzte frist',
  ),
  ...scored(
    -3,
    'nie wieder|never again|mir reicht|es reicht|reicht es mir|reicht es jetzt|waste of time|waste of money|' +
      'zeitverschwendung|die nase voll|had enough|fed up|sick of|das letzte|wie bitte|unter aller|keinen cent|' +
      'rechtliche schritte|legal action|ganz toller|na toll|toller service|great job breaking|thanks for nothing|danke fuer nichts',
  ),
];

function neutral(phrases: string): [string, number][] {
  return scored(0, phrases);
}

function scored(score: number, phrases: string): [string, number][] {
  return phrases.split('|').map((phrase) => [phrase, score]);
}

/** What turns round the words behind it. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  (
    'nicht kein keine keinen keiner keinem keinerlei nie niemals ohne kaum weder wenig not no never without hardly neither nor ' +
    'cannot dont doesnt didnt isnt wasnt arent werent wont cant couldnt wouldnt havent hasnt barely'
  ).split(' '),
);

export const STRONGER: ReadonlySet<string> = new Set(
  (
    'sehr total extrem absolut wirklich voellig komplett aeusserst ueberaus richtig besonders so dermassen unglaublich mehr als ' +
    'very extremely absolutely really completely totally utterly incredibly so highly truly especially most'
  ).split(' '),
);

export const WEAKER: ReadonlySet<string> = new Set(
  'etwas bisschen wenig leicht eher ziemlich slightly somewhat bit little rather fairly quite'.split(' '),
);

/** What stands behind them counts for more than what stands before. */
export const TURNS: ReadonlySet<string> = new Set(
  'aber jedoch trotzdem dennoch but however nevertheless yet'.split(' '),
);

export const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/[😀😃😄😁😊🙂😍🥰😘👍🙏❤💚💙🎉👏🤩😎🥳]|(?<![\p{L}\d])[:;]-?[)D](?![\p{L}\d])/gu, 2],
  [/[😡😠🤬😤👎😢😭😞😒🙄😩😫💩🤮😔☹]|(?<![\p{L}\d]):-?[(/](?![\p{L}\d/])/gu, -2],
];

const exact = new Map<string, number>();
const beginnings = new Map<string, number>();
for (const [table, sign] of [
  [POSITIVE, 1],
  [NEGATIVE, -1],
] as const) {
  for (const [strength, words] of Object.entries(table)) {
    for (const word of words.split(' ')) {
      if (word.endsWith('*')) beginnings.set(word.slice(0, -1), sign * Number(strength));
      else exact.set(word.replace('-', ' '), sign * Number(strength));
    }
  }
}

const lengths = [...beginnings.keys()].map((word) => word.length);
const SHORTEST_BEGINNING = Math.min(...lengths);
const LONGEST_BEGINNING = Math.max(...lengths);

/** English words that mean something else in German: bathroom, almost, read. */
const OTHER_IN_GERMAN: ReadonlySet<string> = new Set(['bad', 'fast', 'lies', 'mess', 'hard', 'fair']);

/** How a word feels; 0 where it says nothing. The longest beginning counts. */
export function feelingOf(word: string, language: string): number {
  if (language.startsWith('de') && OTHER_IN_GERMAN.has(word)) return 0;
  const known = exact.get(word);
  if (known !== undefined) return known;
  for (let length = Math.min(word.length, LONGEST_BEGINNING); length >= SHORTEST_BEGINNING; length--) {
    const feeling = beginnings.get(word.slice(0, length));
    if (feeling !== undefined) return feeling;
  }
  return 0;
}
