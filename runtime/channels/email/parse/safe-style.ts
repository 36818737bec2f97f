import { HARMLESS_PROPERTIES, isNeutral } from './style-properties';

/** Functions that neither load anything nor read anything. */
const FUNCTIONS = new Set(
  'rgb rgba hsl hsla hwb lab lch oklab oklch color-mix calc min max clamp minmax repeat fit-content linear-gradient radial-gradient repeating-linear-gradient repeating-radial-gradient conic-gradient'.split(
    ' ',
  ),
);

/** Further than this a box would be shifted over others. */
const MAX_NEGATIVE_PIXELS = 60;

/** Splits at semicolons outside quotes and parentheses. */
function splitDeclarations(style: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quote = '';
  let depth = 0;
  for (const character of style) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ';' && depth === 0) {
      parts.push(part);
      part = '';
      continue;
    }
    part += character;
  }
  parts.push(part);
  return parts;
}

function quotesAreClosed(value: string): boolean {
  let quote = '';
  let depth = 0;
  for (const character of value) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '(') depth++;
    else if (character === ')' && --depth < 0) return false;
  }
  return quote === '' && depth === 0;
}

/** Everything that a value may consist of; backslash, angle brackets, braces, @ and control characters are not in it. */
const PLAIN_VALUE = /^[\p{L}\p{N}\s#%.,!+\-*/()'"_:?&=|]*$/u;
const ODD_WORDS =
  /expression|javascript|vbscript|behaviou?r|-moz-binding|data:|https?:|\/\/|\/\*|\*\/|import(?!ant)|(?<![\w-])url(?![\w-])|image-set|element\(|attr\(|env\(|var\(|src\(/i;

function valueIsSafe(value: string): boolean {
  if (
    value === '' ||
    value.length > 500 ||
    !PLAIN_VALUE.test(value) ||
    ODD_WORDS.test(value) ||
    !quotesAreClosed(value)
  )
    return false;
  for (const match of value.matchAll(/([\w-]*)\s*\(/g)) {
    const name = (match[1] ?? '').toLowerCase();
    if (name !== '' && !FUNCTIONS.has(name)) return false;
  }
  return true;
}

/** Properties whose values could lay one part of the mail over another. Its name comes without a browser's prefix. */
function staysInPlace(property: string, value: string): boolean {
  const low = value.toLowerCase();
  if (property === 'position') return /^(?:static|relative)(?:\s*!important)?$/.test(low);
  if (property === 'display') return !/contents/.test(low);
  // What is drawn outside of the border of a picture may lie anywhere.
  if (property === 'border-image') return !low.includes('/');
  // A shadow, outline or stroke as large as the window covers what stands beside the mail's own text.
  if (/shadow|^outline(?!-offset)|^text-(?:stroke|decoration|underline|emphasis)/.test(property))
    return !/(?:^|\s)-?\d{3,}(?:\.\d+)?(?:px|pt|pc|cm|mm|in|r?em|v[wh]|vmin|vmax)/.test(low);
  if (/^(?:margin|text-indent|letter-spacing|word-spacing|outline-offset)/.test(property)) {
    for (const match of low.matchAll(/-(\d*\.?\d+)(px|pt|em|rem|ex|ch|cm|mm|in|pc|vw|vh|vmin|vmax|%|)/g)) {
      const size = Number(match[1]);
      const unit = match[2] ?? '';
      const pixels =
        unit === '' || unit === 'px'
          ? size
          : unit === 'pt'
            ? size * 1.34
            : unit === 'em' || unit === 'rem'
              ? size * 16
              : size * 40;
      if (pixels > MAX_NEGATIVE_PIXELS) return false;
    }
  }
  return true;
}

/** A background keeps its colour when its picture has to go. */
function withoutPicture(property: string, value: string): string {
  if (property !== 'background' && property !== 'list-style') return value;
  return value
    .replace(/url\(\s{0,20}(?:"[^"\\]{0,1000}"|'[^'\\]{0,1000}'|[^)"'\\\s]{0,1000})\s{0,20}\)/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `-moz-box-shadow` is the `box-shadow` of one browser. */
function withoutPrefix(property: string): string {
  return property.replace(/^-(?:webkit|moz|ms|o|khtml|epub)-/, '');
}

/** What writing programs (Outlook, Qt, Aspose, Evernote, Evolution) note for themselves does nothing in a browser but is asked for when a mail is answered. */
const PROGRAMS_OWN = /^(?:mso|-qt|-aw|-en|-evo|-mso|-ro)-[a-z0-9-]{1,60}$/;

function isKnown(property: string, bare: string): boolean {
  return (
    HARMLESS_PROPERTIES.has(property) ||
    HARMLESS_PROPERTIES.has(bare) ||
    PROGRAMS_OWN.test(property) ||
    /^(?:margin|padding|border)-(?:block|inline)(?:-(?:start|end))?(?:-(?:color|style|width))?$/.test(bare) ||
    /^(?:margin|padding|border)-(?:before|after|start|end)(?:-(?:color|style|width))?$/.test(bare)
  );
}

/** Longer styles are no formatting of a mail. */
const MAX_CHARACTERS = 10_000;

/** A comment becomes a blank; an unfinished one takes the rest. */
function withoutComments(style: string): string {
  let out = '';
  let at = 0;
  for (let open = style.indexOf('/*'); open >= 0; open = style.indexOf('/*', at)) {
    out += `${style.slice(at, open)} `;
    const close = style.indexOf('*/', open + 2);
    if (close < 0) return out;
    at = close + 2;
  }
  return out + style.slice(at);
}

/**
 * Filters an inline style: known harmless properties with plain values stay, everything that loads, computes from
 * outside, or takes a box out of its place goes. The result is stable: filtering it again changes nothing.
 */
export function safeStyle(style: string): string {
  if (style.length > MAX_CHARACTERS) return '';
  const kept: string[] = [];
  for (const declaration of splitDeclarations(withoutComments(style))) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = withoutPicture(
      property,
      declaration
        .slice(colon + 1)
        .replace(/\s+/g, ' ')
        .trim(),
    );
    const bare = withoutPrefix(property);
    // An old Internet Explorer's way to say how opaque a thing is; no other browser knows it.
    const opaque = bare === 'filter' && /^alpha\(opacity=\d{1,3}\)$/i.test(value);
    if (!opaque && !isKnown(property, bare) && !isNeutral(bare, value)) continue;
    if (opaque || (valueIsSafe(value) && staysInPlace(bare, value))) kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}
