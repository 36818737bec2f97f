import { describe, expect, it } from 'vitest';
import { parseMail } from './parse-mail';
import { decompressRtf, rtfContent } from './rtf';
import { readTnef } from './tnef';

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, u16(0)]);
}

function property(type: number, id: number, value: Buffer): Buffer {
  return Buffer.concat([
    u16(type),
    u16(id),
    u32(1),
    u32(value.length),
    value,
    Buffer.alloc((4 - (value.length % 4)) % 4),
  ]);
}

/** A winmail.dat with a text, an HTML body and one attachment. */
function winmail(): Buffer {
  const body = property(0x1f, 0x1000, Buffer.from('Hallo aus Outlook\0', 'utf16le'));
  const html = property(0x102, 0x1013, Buffer.from('<p>Hallo <b>aus</b> Outlook</p>'));
  const name = property(0x1f, 0x3707, Buffer.from('Übersicht.txt\0', 'utf16le'));
  return Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(1, 0x00069007, u32(1252)),
    attribute(1, 0x00069003, Buffer.concat([u32(2), body, html])),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from('UEBERS~1.TXT\0')),
    attribute(2, 0x0006800f, Buffer.from('Inhalt')),
    attribute(2, 0x00069005, Buffer.concat([u32(1), name])),
  ]);
}

describe('readTnef', () => {
  it('reads body and attachments', () => {
    const content = readTnef(winmail());
    expect(content?.text).toBe('Hallo aus Outlook');
    expect(content?.html).toBe('<p>Hallo <b>aus</b> Outlook</p>');
    expect(content?.attachments.map((file) => [file.name, file.content.toString()])).toEqual([
      ['Übersicht.txt', 'Inhalt'],
    ]);
  });

  it('gives null for other files and as much as it can for cut ones', () => {
    expect(readTnef(Buffer.from('PK\u0003\u0004'))).toBeNull();
    const whole = winmail();
    for (let length = 0; length < whole.length; length += 3)
      expect(() => readTnef(whole.subarray(0, length))).not.toThrow();
  });

  it('unpacks winmail.dat in a mail', async () => {
    const raw = `From: a@example.com\nSubject: tnef\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n${winmail().toString('base64')}\n--b--\n`;
    const parsed = await parseMail(Buffer.from(raw));
    expect(parsed.attachments.map((file) => file.name)).toEqual(['Übersicht.txt']);
    expect(parsed.text).toBe('Hallo aus Outlook');
    expect(parsed.html).toBe('<p>Hallo <b>aus</b> Outlook</p>');
    expect(parsed.problems).toContain('winmail-unpacked');
  });
});

describe('RTF bodies', () => {
  it('reads stored and compressed RTF', () => {
    const rtf = '{\\rtf1 x}';
    const stored = Buffer.concat([
      u32(rtf.length + 12),
      u32(rtf.length),
      u32(0x414c454d),
      u32(0),
      Buffer.from(rtf),
    ]);
    expect(decompressRtf(stored)).toBe(rtf);
    // "{\rtf1 a}" in literals: one control byte for eight literals, then one more literal.
    const literals = Buffer.concat([
      Buffer.from([0]),
      Buffer.from('{\\rtf1 a'),
      Buffer.from([0]),
      Buffer.from('}'),
    ]);
    expect(
      decompressRtf(Buffer.concat([u32(literals.length + 12), u32(9), u32(0x75465a4c), u32(0), literals])),
    ).toBe('{\\rtf1 a}');
    // A reference into the dictionary it starts with: offset 0, length 6 is "{\rtf1".
    const reference = Buffer.from([1, 0x00, 0x04]);
    expect(decompressRtf(Buffer.concat([u32(15), u32(6), u32(0x75465a4c), u32(0), reference]))).toBe(
      '{\\rtf1',
    );
    expect(decompressRtf(Buffer.from('nothing of the kind'))).toBeNull();
  });

  it('takes the text out', () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}Gr\\'fc\\'dfe\\par zwei \\u8364?\\tab Ende\\{\\}}";
    expect(rtfContent(rtf)).toEqual({ text: 'Grüße\nzwei €\tEnde{}', html: '' });
  });

  it('takes wrapped HTML out', () => {
    const rtf =
      '{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\par }\\htmlrtf0 Hallo{\\*\\htmltag72 </p>}}';
    expect(rtfContent(rtf).html).toBe('<p>Hallo</p>');
  });
});
