import { decodeText } from './charset';
import { decodeHeaderText, decodeRawText } from './header-text';

/** `Content-Type` or `Content-Disposition` taken apart: the leading value and its parameters, decoded. */
export interface ParameterizedValue {
  value: string;
  parameters: Map<string, string>;
}

interface RawParameter {
  name: string;
  value: string;
}

/** Splits at semicolons outside quoted strings. Comments are rare enough here to be removed only from the value. */
function splitRaw(raw: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quoted = false;
  for (let i = 0; i < raw.length; i++) {
    const character = raw.charAt(i);
    if (quoted && character === '\\') {
      piece += character + raw.charAt(++i);
      continue;
    }
    if (character === '"') quoted = !quoted;
    if (character === ';' && !quoted) {
      pieces.push(piece);
      piece = '';
    } else piece += character;
  }
  pieces.push(piece);
  return pieces;
}

function unquote(value: string): string {
  const trimmed = value.trim();
  if (!trimmed.startsWith('"')) return trimmed.replace(/^'(.*)'$/, '$1');
  let text = '';
  for (let i = 1; i < trimmed.length; i++) {
    const character = trimmed.charAt(i);
    if (character === '\\' && i + 1 < trimmed.length) {
      const next = trimmed.charAt(i + 1);
      // A backslash before anything but a quote is a Windows path in real mail, not an escape.
      if (next === '"' || next === '\\') i++;
      text += next === '"' || next === '\\' ? next : character;
    } else if (character === '"') {
      break;
    } else text += character;
  }
  return text;
}

/** Longer values are cut: the longest real ones are lists of RFC 2231 continuations. */
const MAX_CHARACTERS = 16 * 1024;
/** More parameters than this is an attack, not a header. */
const MAX_PARAMETERS = 200;

function rawParameters(pieces: readonly string[]): RawParameter[] {
  const parameters: RawParameter[] = [];
  for (const piece of pieces) {
    let rest = piece;
    while (parameters.length < MAX_PARAMETERS) {
      const match = /^\s*([^\s=;"]{1,100})\s*=\s*([\s\S]*)$/.exec(rest);
      if (!match) break;
      const written = match[2] ?? '';
      parameters.push({ name: (match[1] ?? '').toLowerCase(), value: unquote(written) });
      // A missing semicolon: name="a" charset=b
      const glued = /^"(?:[^"\\]|\\.)*"\s+([\w*-]+\s*=[\s\S]*)$/.exec(written.trim());
      if (!glued?.[1]) break;
      rest = glued[1];
    }
  }
  return parameters;
}

function percentDecode(value: string): Buffer {
  const bytes = Buffer.allocUnsafe(value.length);
  let length = 0;
  for (let i = 0; i < value.length; i++) {
    const hex = value[i] === '%' ? /^[0-9a-f]{2}$/i.exec(value.slice(i + 1, i + 3)) : null;
    if (hex) {
      bytes[length++] = Number.parseInt(hex[0], 16);
      i += 2;
    } else bytes[length++] = value.charCodeAt(i) & 0xff;
  }
  return bytes.subarray(0, length);
}

interface Continuation {
  index: number;
  encoded: boolean;
  value: string;
}

/** Joins the pieces of one RFC 2231 parameter: name*0*=utf-8''..., name*1*=..., name*2="...". */
function joinContinuations(pieces: Continuation[], charsetHint: string | null): string {
  pieces.sort((a, b) => a.index - b.index);
  let charset: string | null = charsetHint;
  const chunks = pieces.map((piece, position) => {
    if (!piece.encoded) return Buffer.from(piece.value, 'latin1');
    const tagged = position === 0 ? /^([^']*)'[^']*'([\s\S]*)$/.exec(piece.value) : null;
    if (tagged?.[1]) charset = tagged[1];
    return percentDecode(tagged ? (tagged[2] ?? '') : piece.value);
  });
  const bytes = Buffer.concat(chunks);
  const text = decodeText(bytes, charset).text;
  return text.includes('=?') ? decodeHeaderText(bytes.toString('latin1', 0, bytes.length), charset) : text;
}

/**
 * Takes a parameterised header apart (RFC 2045, RFC 2231), tolerating encoded words in parameters, missing
 * semicolons and quotes, and 8-bit bytes. Parameter names are lower case. Never throws.
 */
export function parseParameters(raw: string, charsetHint: string | null = null): ParameterizedValue {
  const pieces = splitRaw(raw.slice(0, MAX_CHARACTERS));
  const head = (pieces[0] ?? '')
    .replace(/\s+/g, ' ')
    .slice(0, 2000)
    .replace(/\([^)]*\)/g, '')
    .trim();
  let value = head.toLowerCase();
  let rest = pieces.slice(1);
  const blank = value.search(/\s+[\w*-]+\s*=/);
  if (blank > 0) {
    // A missing semicolon after the type: text/plain charset=utf-8
    rest = [head.slice(blank), ...rest];
    value = value.slice(0, blank);
  } else if (/^[\w*-]+\s*=/.test(value)) {
    rest = pieces;
    value = '';
  }
  const parameters = new Map<string, string>();
  const continued = new Map<string, Continuation[]>();
  for (const parameter of rawParameters(rest)) {
    const extended = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(parameter.name);
    if (extended?.[1]) {
      const list = continued.get(extended[1]) ?? [];
      const encoded = extended[2] === undefined || extended[3] === '*';
      if (list.length < 500) list.push({ index: Number(extended[2] ?? 0), encoded, value: parameter.value });
      continued.set(extended[1], list);
    } else if (!parameters.has(parameter.name)) {
      const decoded = parameter.value.includes('=?')
        ? decodeHeaderText(parameter.value, charsetHint)
        : decodeRawText(parameter.value, charsetHint);
      parameters.set(parameter.name, decoded);
    }
  }
  for (const [name, list] of continued) parameters.set(name, joinContinuations(list, charsetHint));
  return { value, parameters };
}
