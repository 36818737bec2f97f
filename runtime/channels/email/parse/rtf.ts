import { decodeText } from './charset';

/** The dictionary every compressed RTF starts from (MS-OXRTFCP 2.1.3.1.1). */
const DICTIONARY =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const MAX_RTF_BYTES = 8 * 1024 * 1024;

/** Expands the compressed RTF of Outlook (LZFu, MS-OXRTFCP); null when it is something else. Never throws. */
export function decompressRtf(data: Buffer): string | null {
  if (data.length < 16) return null;
  const rawSize = Math.min(data.readUInt32LE(4), MAX_RTF_BYTES);
  const kind = data.readUInt32LE(8);
  if (kind === 0x414c454d) return data.toString('latin1', 16, Math.min(data.length, 16 + rawSize));
  if (kind !== 0x75465a4c) return null;
  const window = Buffer.alloc(4096, 0x20);
  let write = window.write(DICTIONARY, 0, 'latin1');
  const out: number[] = [];
  let at = 16;
  while (at < data.length && out.length < rawSize) {
    const control = data[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < data.length && out.length < rawSize; bit++) {
      if ((control & (1 << bit)) === 0) {
        const byte = data[at++] ?? 0;
        out.push(byte);
        window[write] = byte;
        write = (write + 1) % 4096;
        continue;
      }
      const token = ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
      at += 2;
      const offset = token >> 4;
      if (offset === write) return Buffer.from(out).toString('latin1');
      for (let i = 0; i < (token & 0x0f) + 2; i++) {
        const byte = window[(offset + i) % 4096] ?? 0;
        out.push(byte);
        window[write] = byte;
        write = (write + 1) % 4096;
      }
    }
  }
  return Buffer.from(out).toString('latin1');
}

/** Groups that hold no text: fonts, colours, styles, document information, pictures. */
const SILENT = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'footer',
  'listtable',
  'listoverridetable',
  'generator',
  'themedata',
  'datastore',
]);
const BREAKS: Record<string, string> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  tab: '\t',
  cell: '\t',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  endash: '–',
  emdash: '—',
  bullet: '•',
};

interface Group {
  silent: boolean;
  htmlTag: boolean;
  htmlRtf: boolean;
  skipAfterUnicode: number;
}

const CONTROL =
  /\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+/g;

/**
 * Text of an RTF document, or the HTML that Outlook wrapped into it (MS-OXRTFEX: \fromhtml1). A reader for mail bodies,
 * not a word processor: formatting is dropped.
 */
export function rtfContent(rtf: string): { text: string; html: string } {
  const isHtml = /\\fromhtml1/.test(rtf.slice(0, 2000));
  const codePage = /\\ansicpg(\d{3,5})/.exec(rtf.slice(0, 2000))?.[1];
  const charset = codePage ? `windows-${codePage}` : 'windows-1252';
  let out = '';
  let pending: number[] = [];
  let skip = 0;
  const stack: Group[] = [];
  let group: Group = { silent: false, htmlTag: false, htmlRtf: false, skipAfterUnicode: 1 };
  const speaks = () => !group.silent && (isHtml ? !group.htmlRtf : true);
  const flush = () => {
    if (pending.length > 0) out += decodeText(Uint8Array.from(pending), charset).text;
    pending = [];
  };
  const put = (text: string) => {
    flush();
    out += text;
  };
  for (const match of rtf.matchAll(CONTROL)) {
    const [, word, number, hex, symbol, brace, plain] = match;
    if (brace === '{') {
      stack.push({ ...group });
    } else if (brace === '}') {
      group = stack.pop() ?? group;
    } else if (word !== undefined) {
      const value = number === undefined ? 1 : Number(number);
      if (SILENT.has(word)) group.silent = true;
      else if (word === 'htmltag') group = { ...group, silent: !isHtml, htmlTag: true, htmlRtf: false };
      else if (word === 'mhtmltag') group.silent = true;
      else if (word === 'htmlrtf') group.htmlRtf = value !== 0;
      else if (word === 'uc') group.skipAfterUnicode = value;
      else if (word === 'u' && speaks()) {
        put(String.fromCharCode(value < 0 ? value + 65536 : value & 0xffff));
        skip = group.skipAfterUnicode;
      } else if (BREAKS[word] !== undefined && speaks())
        put(isHtml && word === 'par' && !group.htmlTag ? '\n' : (BREAKS[word] ?? ''));
    } else if (hex !== undefined) {
      if (skip > 0) skip--;
      else if (speaks()) pending.push(Number.parseInt(hex, 16));
    } else if (symbol !== undefined) {
      if (symbol === '*') group.silent = true;
      else if (speaks()) put(symbol === '~' ? '\u00a0' : /[\\{}]/.test(symbol) ? symbol : '');
    } else if (plain !== undefined && speaks()) {
      const rest = plain.slice(Math.min(skip, plain.length));
      skip = 0;
      put(decodeText(Buffer.from(rest, 'latin1'), charset).text);
    }
  }
  flush();
  return isHtml ? { text: '', html: out.trim() } : { text: out.trim(), html: '' };
}
