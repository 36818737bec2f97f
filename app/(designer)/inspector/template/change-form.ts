import { parseTemplate } from '@/runtime/flow/template-text';
import { formatPlace } from './template-content';

const PATH = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;
/** Words of JSONata that look like paths. */
const LITERALS = new Set(['true', 'false', 'null', 'and', 'or', 'in']);
/** A part of what is joined by `&`: a quoted text, or a path. */
const PART = /\s*("(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_.]*)\s*(&|$)/y;

/** The expression that says what a text with places says, without the leading `=`. */
export function templateToExpression(template: string): string {
  return parseTemplate(template)
    .parts.map((part) => {
      if (typeof part === 'string') return JSON.stringify(part);
      if (part.fallback === '') return part.path;
      return `($exists(${part.path}) ? ${part.path} : ${JSON.stringify(part.fallback)})`;
    })
    .join(' & ');
}

/** The text that says what an expression says; `null` where it calculates something that no text can say. */
export function expressionToTemplate(source: string): string | null {
  if (source.trim() === '') return '';
  let template = '';
  PART.lastIndex = 0;
  for (;;) {
    const [, part, sign] = PART.exec(source) ?? [];
    if (part === undefined) return null;
    const text = part.startsWith('"') ? quoted(part) : placed(part);
    if (text === null) return null;
    template += text;
    if (sign === '') return template;
  }
}

function quoted(literal: string): string | null {
  try {
    return String(JSON.parse(literal));
  } catch {
    // JSONata knows no other signs within quotes either: it is written wrong, and stays an expression.
    return null;
  }
}

function placed(path: string): string | null {
  return PATH.test(path) && !LITERALS.has(path) ? formatPlace(path, '') : null;
}
