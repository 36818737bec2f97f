import type { FlowSettings } from '@/runtime/flow/flow-document';

type Handler = FlowSettings['handlers'][number];

/** Said alone they end a dialogue; in a sentence they mean something else. */
const STOP = ['stop', 'stopp', 'abbrechen', 'cancel', 'quit', 'ende'];
const HUMAN = wordsOf(
  'human agent person operator representative advisor mensch menschen mitarbeiter mitarbeiterin berater beraterin',
);
const SOMEBODY = wordsOf('someone somebody jemand jemanden jemandem');
const TALKING = wordsOf(
  'speak talk chat connect transfer call sprechen spreche reden verbinden verbinde telefonieren durchstellen',
);
const ASKING = wordsOf(
  'want need like please real live get there möchte moechte will brauche bitte echten echter echte lieber gibt kann',
);
/** Only a short message asks for a human by a word; in a letter the word means something else. */
const SHORT_MESSAGE_WORDS = 8;

/** Whether a message asks for what a handler of the whole flow is there for: by the words of its author, else by those that people use. */
export function asksFor(handler: Handler, message: string): boolean {
  const words = message.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (handler.on === 'invalidAnswers' || words.length === 0 || words.length > SHORT_MESSAGE_WORDS)
    return false;
  const text = words.join(' ');
  const own = (handler.words ?? []).map((word) => word.toLowerCase());
  if (handler.on === 'stop') return (own.length > 0 ? own : STOP).includes(text);
  return own.length > 0 ? own.some((phrase) => ` ${text} `.includes(` ${phrase} `)) : asksForHuman(words);
}

/** `agent`, `a human please`, `can I talk to someone`; not `my human resources department`. */
function asksForHuman(words: readonly string[]): boolean {
  const names = (known: ReadonlySet<string>) => words.some((word) => known.has(word));
  if (names(HUMAN)) return words.length === 1 || names(TALKING) || names(ASKING);
  return names(SOMEBODY) && names(TALKING);
}

function wordsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
