/** What may stand where the caret is: `from` is where the begun word starts, and each option replaces it whole. */
export interface Completions {
  from: number;
  options: string[];
}

/** Functions that authors of flows need; JSONata has more. */
export const FUNCTIONS = [
  '$string',
  '$length',
  '$substring',
  '$substringBefore',
  '$substringAfter',
  '$uppercase',
  '$lowercase',
  '$trim',
  '$contains',
  '$split',
  '$join',
  '$match',
  '$replace',
  '$number',
  '$abs',
  '$floor',
  '$ceil',
  '$round',
  '$sum',
  '$max',
  '$min',
  '$average',
  '$boolean',
  '$not',
  '$exists',
  '$count',
  '$append',
  '$sort',
  '$reverse',
  '$distinct',
  '$keys',
  '$lookup',
  '$merge',
  '$map',
  '$filter',
  '$single',
  '$reduce',
  '$now',
  '$millis',
  '$fromMillis',
  '$toMillis',
  '$formatNumber',
] as const;

const BEGUN_WORD = /[$A-Za-z_][A-Za-z0-9_.]*$/;
const MOST = 12;

/**
 * Completes the word before the caret by known values and functions. Nothing is offered within a quoted text, for a
 * word that is whole already, or where none was begun.
 */
export function completeExpression(
  source: string,
  caret: number,
  paths: readonly string[],
): Completions | null {
  const before = source.slice(0, caret);
  if (isQuoted(before)) return null;
  const word = BEGUN_WORD.exec(before)?.[0];
  if (word === undefined) return null;
  const wanted = word.toLowerCase();
  const known: readonly string[] = word.startsWith('$') ? FUNCTIONS : paths;
  const begins = known.filter((option) => option.toLowerCase().startsWith(wanted));
  const contains = known.filter(
    (option) => option.toLowerCase().includes(wanted) && !begins.includes(option),
  );
  const options = [...begins, ...contains].slice(0, MOST);
  if (options.length === 0 || options.includes(word)) return null;
  return { from: caret - word.length, options };
}

/** The expression with a completion put in, and where the caret then stands: within the brackets of a function. */
export function applyCompletion(
  source: string,
  caret: number,
  from: number,
  option: string,
): { source: string; caret: number } {
  const rest = source.slice(caret);
  const isFunction = option.startsWith('$');
  const text = isFunction && !rest.startsWith('(') ? `${option}()` : option;
  return {
    source: source.slice(0, from) + text + rest,
    caret: from + option.length + (isFunction ? 1 : 0),
  };
}

function isQuoted(before: string): boolean {
  let quote: string | null = null;
  for (let at = 0; at < before.length; at += 1) {
    const character = before[at];
    if (quote !== null && character === '\\') at += 1;
    else if (quote !== null && character === quote) quote = null;
    else if (quote === null && (character === '"' || character === "'")) quote = character;
  }
  return quote !== null;
}
