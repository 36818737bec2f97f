import { decodeText } from './charset';
import { decompressRtf, rtfContent } from './rtf';

export interface TnefAttachment {
  name: string;
  type: string;
  contentId: string;
  content: Buffer;
}

export interface TnefContent {
  text: string;
  html: string;
  attachments: TnefAttachment[];
}

const SIGNATURE = 0x223e9f78;
const BODY = 0x0002800c;
const CODE_PAGE = 0x00069007;
const MESSAGE_PROPERTIES = 0x00069003;
const ATTACHMENT_BEGINS = 0x00069002;
const ATTACHMENT_TITLE = 0x00018010;
const ATTACHMENT_DATA = 0x0006800f;
const ATTACHMENT_PROPERTIES = 0x00069005;

/** MAPI property ids (MS-OXPROPS) that matter here. */
const PR_BODY = 0x1000;
const PR_RTF_COMPRESSED = 0x1009;
const PR_BODY_HTML = 0x1013;
const PR_ATTACH_DATA = 0x3701;
const PR_ATTACH_FILENAME = 0x3704;
const PR_ATTACH_LONG_FILENAME = 0x3707;
const PR_ATTACH_MIME_TAG = 0x370e;
const PR_ATTACH_CONTENT_ID = 0x3712;

const MAX_ATTRIBUTES = 10_000;

/** A reader that never runs over the end: what is missing reads as zero bytes of length zero. */
class Cursor {
  at = 0;
  constructor(readonly data: Buffer) {}

  get left(): number {
    return this.data.length - this.at;
  }

  u8(): number {
    return this.at < this.data.length ? this.data.readUInt8(this.at++) : 0;
  }

  u16(): number {
    if (this.left < 2) return this.skipToEnd();
    this.at += 2;
    return this.data.readUInt16LE(this.at - 2);
  }

  u32(): number {
    if (this.left < 4) return this.skipToEnd();
    this.at += 4;
    return this.data.readUInt32LE(this.at - 4);
  }

  take(length: number): Buffer {
    const end = Math.min(this.data.length, this.at + length);
    const piece = this.data.subarray(this.at, end);
    this.at = end;
    return piece;
  }

  private skipToEnd(): number {
    this.at = this.data.length;
    return 0;
  }
}

interface Property {
  id: number;
  type: number;
  value: Buffer;
}

function skipName(cursor: Cursor): void {
  cursor.take(16);
  if (cursor.u32() === 0) {
    cursor.take(4);
    return;
  }
  const length = cursor.u32();
  cursor.take(length + ((4 - (length % 4)) % 4));
}

const FIXED_SIZE: Record<number, number> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

/** Reads a MAPI property list (MS-OXTNEF 2.1.3.4); stops at the first type it does not know. */
function readProperties(data: Buffer): Property[] {
  const cursor = new Cursor(data);
  const properties: Property[] = [];
  const count = Math.min(cursor.u32(), MAX_ATTRIBUTES);
  for (let i = 0; i < count && cursor.left >= 4; i++) {
    const rawType = cursor.u16();
    const id = cursor.u16();
    if (id >= 0x8000) skipName(cursor);
    const type = rawType & 0x0fff;
    const fixed = FIXED_SIZE[type];
    const variable = type === 0x1e || type === 0x1f || type === 0x0d || type === 0x102;
    if (fixed === undefined && !variable) break;
    const values = variable || (rawType & 0x1000) !== 0 ? Math.min(cursor.u32(), MAX_ATTRIBUTES) : 1;
    for (let k = 0; k < values && cursor.left > 0; k++) {
      const length = fixed ?? cursor.u32();
      const value = cursor.take(length);
      if (fixed === undefined) cursor.take((4 - (length % 4)) % 4);
      if (k === 0) properties.push({ id, type, value });
    }
  }
  return properties;
}

function propertyText(property: Property, charset: string): string {
  const text =
    property.type === 0x1f ? property.value.toString('utf16le') : decodeText(property.value, charset).text;
  return text.replace(/\0+$/, '');
}

class Reader {
  readonly content: TnefContent = { text: '', html: '', attachments: [] };
  private charset = 'windows-1252';

  private get current(): TnefAttachment | undefined {
    return this.content.attachments.at(-1);
  }

  attribute(id: number, data: Buffer): void {
    if (id === CODE_PAGE && data.length >= 4) this.charset = `windows-${data.readUInt32LE(0)}`;
    else if (id === BODY && this.content.text === '')
      this.content.text = decodeText(data, this.charset).text.replace(/\0+$/, '');
    else if (id === MESSAGE_PROPERTIES) this.message(readProperties(data));
    else if (id === ATTACHMENT_BEGINS)
      this.content.attachments.push({ name: '', type: '', contentId: '', content: Buffer.alloc(0) });
    else if (id === ATTACHMENT_TITLE && this.current && this.current.name === '') {
      this.current.name = decodeText(data, this.charset).text.replace(/\0+$/, '');
    } else if (id === ATTACHMENT_DATA && this.current) this.current.content = data;
    else if (id === ATTACHMENT_PROPERTIES && this.current)
      this.attachment(this.current, readProperties(data));
  }

  private message(properties: Property[]): void {
    for (const property of properties) {
      if (property.id === PR_BODY) this.content.text = propertyText(property, this.charset);
      else if (property.id === PR_BODY_HTML) this.content.html = propertyText(property, 'utf-8');
      else if (property.id === PR_RTF_COMPRESSED && this.content.html === '') {
        const rtf = decompressRtf(property.value);
        if (rtf === null) continue;
        const content = rtfContent(rtf);
        if (content.html !== '') this.content.html = content.html;
        else if (this.content.text === '') this.content.text = content.text;
      }
    }
  }

  private attachment(attachment: TnefAttachment, properties: Property[]): void {
    for (const property of properties) {
      if (property.id === PR_ATTACH_LONG_FILENAME) attachment.name = propertyText(property, this.charset);
      else if (property.id === PR_ATTACH_FILENAME && attachment.name === '')
        attachment.name = propertyText(property, this.charset);
      else if (property.id === PR_ATTACH_MIME_TAG)
        attachment.type = propertyText(property, this.charset).toLowerCase();
      else if (property.id === PR_ATTACH_CONTENT_ID)
        attachment.contentId = propertyText(property, this.charset).replace(/^<|>$/g, '');
      else if (property.id === PR_ATTACH_DATA && attachment.content.length === 0) {
        // An embedded object starts with the 16 bytes of its interface id.
        attachment.content = property.type === 0x0d ? property.value.subarray(16) : property.value;
      }
    }
  }
}

/**
 * Reads what Outlook packs into `winmail.dat` (MS-OXTNEF): body and attachments. Null when it is no TNEF. Damaged
 * input gives as much as can be read; never throws.
 */
export function readTnef(data: Buffer): TnefContent | null {
  if (data.length < 6 || data.readUInt32LE(0) !== SIGNATURE) return null;
  const cursor = new Cursor(data);
  cursor.take(6);
  const reader = new Reader();
  for (let i = 0; i < MAX_ATTRIBUTES && cursor.left > 9; i++) {
    const level = cursor.u8();
    if (level !== 1 && level !== 2) break;
    const id = cursor.u32();
    const length = cursor.u32();
    reader.attribute(id, cursor.take(length));
    cursor.u16();
  }
  reader.content.attachments = reader.content.attachments.filter(
    (attachment) => attachment.content.length > 0 || attachment.name !== '',
  );
  return reader.content;
}
