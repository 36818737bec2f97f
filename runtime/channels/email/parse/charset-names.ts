import { isTabledCharset } from './single-byte-charsets';

/** Names seen in mail that the WHATWG encoding list (Node's TextDecoder) does not know. */
const ALIASES: Record<string, string> = {
  ansi: 'windows-1252',
  ansi_x3_110_1983: 'windows-1252',
  cp819: 'windows-1252',
  ibm819: 'windows-1252',
  cp932: 'shift_jis',
  ibm932: 'shift_jis',
  ms932: 'shift_jis',
  cp943: 'shift_jis',
  ibm943: 'shift_jis',
  s_jis: 'shift_jis',
  eucjp: 'euc-jp',
  'x-euc': 'euc-jp',
  ujis: 'euc-jp',
  cp51932: 'euc-jp',
  cp20932: 'euc-jp',
  cp936: 'gb18030',
  ms936: 'gb18030',
  euccn: 'gb18030',
  'euc-cn': 'gb18030',
  cp54936: 'gb18030',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'hz-gb-2312': 'hz',
  hzgb2312: 'hz',
  cp52936: 'hz',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  euckr: 'euc-kr',
  ks_c_5601: 'euc-kr',
  ksc_5601_1987: 'euc-kr',
  ks_x_1001: 'euc-kr',
  cp1361: 'johab',
  ms1361: 'johab',
  cp950: 'big5',
  ms950: 'big5',
  'big5-eten': 'big5',
  big5hkscs: 'big5',
  cp874: 'windows-874',
  tis620: 'windows-874',
  'tis-620-0': 'windows-874',
  euctw: 'euc-tw',
  cns11643: 'euc-tw',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-2004': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  jis: 'iso-2022-jp',
  'iso-2022-cn-ext': 'iso-2022-cn',
  cp50225: 'iso-2022-kr',
  latin: 'windows-1252',
  'latin-1': 'windows-1252',
  'latin-2': 'iso-8859-2',
  'latin-9': 'iso-8859-15',
  latin9: 'iso-8859-15',
  latin0: 'iso-8859-15',
  macroman: 'macintosh',
  'x-mac-centraleurroman': 'x-mac-ce',
  'x-mac-centraleurope': 'x-mac-ce',
  'x-mac-latin2': 'x-mac-ce',
  'x-mac-iceland': 'x-mac-icelandic',
  'x-mac-ukraine': 'x-mac-cyrillic',
  'x-mac-japanese': 'shift_jis',
  'x-mac-korean': 'euc-kr',
  'x-mac-chinesesimp': 'gb18030',
  'x-mac-chinesetrad': 'big5',
  cp866: 'ibm866',
  cp20866: 'koi8-r',
  cp21866: 'koi8-u',
  cp28591: 'windows-1252',
  cp65000: 'utf-7',
  cp65001: 'utf-8',
  cp858: 'cp850',
  'viscii1.1-1': 'viscii',
  'tcvn-5712': 'tcvn',
  tcvn5712: 'tcvn',
  'tcvn5712-1': 'tcvn',
  roman8: 'hp-roman8',
  r8: 'hp-roman8',
  'utf-8-mac': 'utf-8',
  'utf-8mb4': 'utf-8',
  'utf-8n': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  unicode: 'utf-16',
  ucs2: 'utf-16',
  'ucs-2': 'utf-16',
  'iso-10646-ucs-2': 'utf-16',
  unicodefffe: 'utf-16be',
  ucs4: 'utf-32',
  'ucs-4': 'utf-32',
  'iso-10646-ucs-4': 'utf-32',
};

/** Read here or by a decoder of our own; everything else must be known to TextDecoder. */
const OWN = new Set([
  'utf-7',
  'utf-16',
  'utf-16le',
  'utf-16be',
  'utf-32',
  'utf-32le',
  'utf-32be',
  'iso-2022-jp',
  'iso-2022-kr',
  'iso-2022-cn',
  'hz',
  'johab',
  'euc-tw',
]);

/** Charset names that state nothing: the bytes decide. */
const SAYS_NOTHING =
  /^$|ascii|^unknown|^x-unknown|^8-?bit|^7-?bit|^default|^binary|^none$|^null$|^charset$|^_?auto|^x-user-defined|^iso-?10646$|^ansi_x3\.4|^us$|^iso-ir-6$|^iso[_-]?646/;

/** A known name within what was written ("_iso-2022-jp$SIO", "iso-8859-1http-equiv"). */
const WITHIN =
  /utf-?8|utf-?7|utf-?16(?:le|be)?|iso-2022-(?:jp|kr|cn)|iso-8859-1[0-6]|iso-8859-[1-9](?!\d)|windows-(?:125\d|874)|koi8-[ru]|gb_?2312|gb18030|gbk|big5|euc-(?:jp|kr|tw)|shift[_-]?jis|x-sjis|ks_c_5601/;

function tidied(declared: string): string {
  return declared
    .slice(0, 200)
    .replace(/\([^)]*\)/g, '')
    .replace(/^[\s"'=<[]+|[\s"';:>\],.]+$/g, '')
    .replace(/^(?:charset|encoding|codepage)\s*=\s*["']?/i, '')
    .toLowerCase()
    .replace(/^(?:x-)?(?:cp|win(?:dows)?)[-_ ]?(125\d|874)(?!\d)/, 'windows-$1')
    .replace(/^(?:x-)?(?:cp|ms|ibm|dos|codepage|oem)[-_ ]?(\d{3,5})$/, 'cp$1')
    .replace(/^windows-(936|949|950|932|1361)$/, 'cp$1')
    .replace(/^(\d{3})$/, 'cp$1')
    .replace(/^utf[_ -]*(8|16|32|7)/, 'utf-$1')
    .replace(/^(utf-(?:16|32))[_-]?(le|be)/, '$1$2')
    .replace(/^iso[_ ]?8859[_ -]?(\d+)/, 'iso-8859-$1')
    .replace(/^iso[_ ]?2022[_ -]?/, 'iso-2022-')
    .replace(/^euc_/, 'euc-')
    .replace(/^koi8_?([rut])$/, 'koi8-$1')
    .replace(
      /^x?-?mac[-_]?(?=ce$|greek|turkish|roman(?:ian)|croatian|iceland|cyrillic|ukrain|centraleur|latin2|arabic)/,
      'x-mac-',
    );
}

const canonical = new Map<string, string | null>();

function known(name: string): string | null {
  const candidate = Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name;
  if (OWN.has(candidate) || isTabledCharset(candidate)) return candidate;
  try {
    const { encoding } = new TextDecoder(candidate);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    // RangeError: Node does not know this encoding either.
    return null;
  }
}

function find(declared: string): string | null {
  const name = tidied(declared);
  if (SAYS_NOTHING.test(name)) return null;
  const found = known(name) ?? known(name.replace(/^x-/, ''));
  if (found) return found;
  const within = WITHIN.exec(name)?.[0];
  return within === undefined || within === name ? null : known(tidied(within));
}

/** Brings a charset name from a mail into the one that the decoders use; null when it states nothing usable. */
export function normalizeCharset(declared: string | null | undefined): string | null {
  const written = declared ?? '';
  const before = canonical.get(written);
  if (before !== undefined) return before;
  const found = find(written);
  // Names come from strangers: the memory of them is bounded.
  if (canonical.size > 1000) canonical.clear();
  canonical.set(written, found);
  return found;
}
