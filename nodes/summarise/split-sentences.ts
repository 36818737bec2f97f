/** A text as a person reads it: the line above it, if any, and its sentences without greeting, signature and quotes. */
export interface ReadText {
  title: string;
  sentences: string[];
}

const GREETING =
  /^(?:hallo|hi|hey|hello|dear|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day)|sehr geehrte[rsn]?|liebe[rs]?|moin|servus|grüß gott|to whom it may concern)(?!\p{L})[^.!?]{0,80}[,!:.]?$/iu;
const GREETING_BEFORE =
  /^(?:hallo|hi|hey|hello|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening)|sehr geehrte damen und herren|dear [\p{L} ]{1,30})[,!:]\s+(?=\S)/iu;
const SIGN_OFF =
  /^(?:mit (?:freundlich|best|lieb|herzlich)\p{L}* gr|(?:freundliche|viele|beste|liebe|herzliche|schöne)\p{L}* gr|gru(?:ß|ss)(?!\p{L})|mfg(?!\p{L})|[lv]g(?!\p{L})|hochachtungsvoll|(?:kind |best |warm |many )?regards|yours (?:sincerely|faithfully|truly)|sincerely|cheers(?!\p{L})|best wishes|vielen dank (?:im voraus|vorab)[.!]?$|danke im voraus[.!]?$|(?:many )?thanks in advance[.!]?$|thank you in advance[.!]?$)/iu;
const QUOTE_START =
  /^(?:-{3,}.*(?:original|ursprüngliche|forwarded|weitergeleitete).*|(?:am|on)\s.{5,120}(?:schrieb|wrote).{0,80}:|_{10,})$/iu;

const TITLE_LIMIT = 160;

/** Cuts a text of German or English into sentences; a first line that stands alone is its title, as the subject of a mail is. */
export function splitSentences(text: string): ReadText {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const [first = '', second] = lines;
  const hasTitle =
    second === '' && first.length <= TITLE_LIMIT && !/[.!?,]$/.test(first) && !GREETING.test(first);
  const sentences = joinWrapped(usefulLines(hasTitle ? lines.slice(1) : lines)).flatMap(cutLine);
  return { title: hasTitle ? first : '', sentences };
}

function usefulLines(lines: readonly string[]): string[] {
  const useful: string[] = [];
  let hasBegun = false;
  for (const line of lines) {
    if (line === '--' || (line.length < 250 && QUOTE_START.test(line))) break;
    if (hasBegun && SIGN_OFF.test(line)) break;
    if (line.startsWith('>') || GREETING.test(line)) continue;
    hasBegun ||= line !== '';
    useful.push(line.replace(GREETING_BEFORE, '').replace(/^[-*•]\s+/, ''));
  }
  return useful;
}

/** Mail programs break lines within sentences: a long line without an end goes on in the next. An empty line always parts. */
function joinWrapped(lines: readonly string[]): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    if (line === '') {
      isOpen = false;
      continue;
    }
    const last = joined.at(-1);
    if (isOpen && last !== undefined) joined[joined.length - 1] = `${last} ${line}`;
    else joined.push(line);
    isOpen = line.length > 45 && !/[.!?:;]$/.test(line);
  }
  return joined;
}

const ABBREVIATION =
  /(?:^|[\s(])(?:(?:\p{L}\.)*\p{L}|bzw|ca|usw|etc|evtl|ggf|inkl|zzgl|nr|no|str|tel|dr|prof|hr|fr|mr|mrs|ms|st|max|min|vs|vgl|abs|bspw|sog|approx|incl)\.$/iu;

function cutLine(line: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const piece of line.split(/(?<=[.!?…])\s+/)) {
    open = open === '' ? piece : `${open} ${piece}`;
    // "z. B.", "Nr. 5" and "am 3. Mai" do not end a sentence.
    const ending = open.slice(-12);
    if (ABBREVIATION.test(ending) || /(?<!\d)\d{1,2}\.$/.test(ending)) continue;
    sentences.push(open);
    open = '';
  }
  return open === '' ? sentences : [...sentences, open];
}
