import type { MimePart } from './mime-tree';

/** How a mail is signed or encrypted. Encrypted ones cannot be read here; the agent is told so. */
export type Protection = 'smime-encrypted' | 'smime-signed' | 'pgp-encrypted' | 'pgp-signed';

/** A hint in both languages that stands in place of a text that cannot be read. */
export const ENCRYPTED_HINT: Record<'smime-encrypted' | 'pgp-encrypted', string> = {
  'smime-encrypted':
    'Diese E-Mail ist mit S/MIME verschlüsselt und kann hier nicht gelesen werden. Bitte bitten Sie den Absender, sie unverschlüsselt zu senden.\n\nThis e-mail is encrypted with S/MIME and cannot be read here. Please ask the sender to send it unencrypted.',
  'pgp-encrypted':
    'Diese E-Mail ist mit OpenPGP verschlüsselt und kann hier nicht gelesen werden. Bitte bitten Sie den Absender, sie unverschlüsselt zu senden.\n\nThis e-mail is encrypted with OpenPGP and cannot be read here. Please ask the sender to send it unencrypted.',
};

/** Recognises S/MIME (RFC 8551) and OpenPGP (RFC 3156) shells by the root part and its children. */
export function protectionOf(root: MimePart): Protection | null {
  const protocol = root.parameters.get('protocol')?.toLowerCase() ?? '';
  if (root.type === 'multipart/encrypted') return 'pgp-encrypted';
  if (root.type === 'multipart/signed') return protocol.includes('pgp') ? 'pgp-signed' : 'smime-signed';
  if (root.type === 'application/pkcs7-mime' || root.type === 'application/x-pkcs7-mime') {
    return root.parameters.get('smime-type')?.toLowerCase() === 'signed-data'
      ? 'smime-signed'
      : 'smime-encrypted';
  }
  if (root.type === 'application/octet-stream' && /\.p7m$/i.test(nameOf(root))) return 'smime-encrypted';
  if (root.type !== 'multipart/mixed') return null;
  // Some servers make a mixed mail of an encrypted one; its two parts are still there.
  if (root.parts.some(({ type }) => type === 'application/pgp-encrypted')) return 'pgp-encrypted';
  return root.parts.length === 1 && root.parts[0] ? protectionOf(root.parts[0]) : null;
}

function nameOf({ parameters, dispositionParameters }: MimePart): string {
  return parameters.get('name') ?? dispositionParameters.get('filename') ?? '';
}

/** Start of a marker line, or -1. */
function markerAt(text: string, marker: string, from: number): number {
  for (let at = text.indexOf(marker, from); at >= 0; at = text.indexOf(marker, at + 1)) {
    if (at === 0 || text[at - 1] === '\n') return at;
  }
  return -1;
}

/** Behind the marker that ends a block, or the end of the text. */
function blockEnd(text: string, marker: string, from: number): number {
  const at = text.indexOf(marker, from);
  return at < 0 ? text.length : at + marker.length;
}

/** Text that was signed twice: the inner armor was escaped and goes as well. */
function innermost(text: string): string {
  return text.startsWith('-----BEGIN PGP SIGNED MESSAGE-----') ? openPgpText(text).text : text;
}

/** An OpenPGP block inside a text: signed text is laid bare, an encrypted block gives the hint. */
export function openPgpText(text: string): { text: string; protection: Protection | null } {
  const signed = markerAt(text, '-----BEGIN PGP SIGNED MESSAGE-----', 0);
  const signature = signed < 0 ? -1 : markerAt(text, '-----BEGIN PGP SIGNATURE-----', signed);
  // The armor headers (Hash: SHA256) end with a blank line.
  const content = signed < 0 ? -1 : text.indexOf('\n\n', signed);
  if (signature > 0 && content > 0 && content < signature) {
    const bare = text.slice(content + 2, signature).replace(/^- /gm, '');
    const rest = text.slice(blockEnd(text, '-----END PGP SIGNATURE-----', signature));
    return { text: `${text.slice(0, signed)}${innermost(bare)}${rest}`.trim(), protection: 'pgp-signed' };
  }
  return withoutEncrypted(text);
}

/** The hint stands where the first encrypted block stood; what a mailing list wrote below stays below. */
function withoutEncrypted(text: string): { text: string; protection: Protection | null } {
  const pieces: string[] = [];
  let at = 0;
  for (
    let begin = markerAt(text, '-----BEGIN PGP MESSAGE-----', 0);
    begin >= 0;
    begin = markerAt(text, '-----BEGIN PGP MESSAGE-----', at)
  ) {
    pieces.push(text.slice(at, begin).trim());
    at = blockEnd(text, '-----END PGP MESSAGE-----', begin);
  }
  if (pieces.length === 0) return { text, protection: null };
  const [before = '', ...between] = [...pieces, text.slice(at).trim()];
  const kept = [before, ENCRYPTED_HINT['pgp-encrypted'], ...between].filter((piece) => piece !== '');
  return { text: kept.join('\n\n'), protection: 'pgp-encrypted' };
}

/**
 * Takes the signed MIME entity out of an opaque S/MIME shell (application/pkcs7-mime; smime-type=signed-data) by
 * walking its DER or BER structure to the encapsulated octet string. Null when it is not there. The signature itself
 * is not checked.
 */
export function signedContent(der: Buffer): Buffer | null {
  const oid = Buffer.from('06092a864886f70d010701', 'hex');
  const at = der.indexOf(oid);
  if (at < 0) return null;
  const explicit = readElement(der, at + oid.length);
  if (explicit?.tag !== 0xa0) return null;
  const octets = readElement(der, explicit.start);
  if (!octets || octets.end > der.length) return null;
  if (octets.tag === 0x04) return der.subarray(octets.start, octets.end);
  if (octets.tag !== 0x24) return null;
  const chunks: Buffer[] = [];
  for (
    let child = readElement(der, octets.start);
    child && child.tag === 0x04 && child.end <= octets.end;
    child = readElement(der, child.end)
  ) {
    chunks.push(der.subarray(child.start, child.end));
  }
  return chunks.length > 0 ? Buffer.concat(chunks) : null;
}

/** Tag, content start and end of the ASN.1 element at `at`; an indefinite length reaches to the end. */
function readElement(der: Buffer, at: number): { tag: number; start: number; end: number } | null {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined) return null;
  if (first === 0x80) return { tag, start: at + 2, end: der.length };
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  const size = first & 0x7f;
  if (size > 4 || at + 2 + size > der.length) return null;
  const length = der.readUIntBE(at + 2, size);
  return { tag, start: at + 2 + size, end: at + 2 + size + length };
}
