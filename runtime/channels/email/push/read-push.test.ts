import { describe, expect, it } from 'vitest';
import { isSignedPush, pushSignature, timestampFault } from './push-signature';
import { readPush } from './read-push';

const mail = 'From: a@example.org\r\nSubject: Hi\r\n\r\nText ü\r\n';
const bytes = (text: string) => new TextEncoder().encode(text);
const noHeader = () => null;

async function formBody(fields: Record<string, string | Blob>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = new Response(form);
  const body = new Uint8Array(await response.arrayBuffer());
  return { body, type: response.headers.get('content-type') ?? '' };
}

describe('readPush', () => {
  it('takes the raw mail with its envelope from headers', async () => {
    const headers: Record<string, string> = {
      'x-envelope-to': '<service+eu@example.com>, Other <other@example.com>',
      'x-envelope-from': 'a@example.org',
    };
    const pushed = await readPush(bytes(mail), 'message/rfc822', (name) => headers[name] ?? null);
    expect(pushed.raw.toString()).toBe(mail);
    expect(pushed.envelope).toEqual({
      from: 'a@example.org',
      to: ['service+eu@example.com', 'other@example.com'],
    });
    expect(pushed.id).toBeNull();
  });

  it.each([
    [{ raw: mail }, null],
    [{ raw: Buffer.from(mail).toString('base64'), encoding: 'base64', id: 'x-1' }, 'x-1'],
    [{ RawEmail: mail, envelope: { from: 'a@example.org', to: 'b@example.com' } }, null],
  ])('takes JSON', async (content, id) => {
    const pushed = await readPush(
      bytes(JSON.stringify(content)),
      'application/json; charset=utf-8',
      noHeader,
    );
    expect(pushed.raw.toString()).toBe(mail);
    expect(pushed.id).toBe(id);
  });

  it('takes forms as providers post them', async () => {
    const file = await formBody({
      email: new Blob([mail], { type: 'message/rfc822' }),
      envelope: '{"to":["b@example.com"],"from":"a@example.org"}',
    });
    expect(await readPush(file.body, file.type, noHeader)).toMatchObject({
      envelope: { from: 'a@example.org', to: ['b@example.com'] },
    });
    const text = await formBody({ 'body-mime': mail, recipient: 'b@example.com', sender: 'a@example.org' });
    const pushed = await readPush(text.body, text.type, noHeader);
    expect(pushed.raw.toString()).toBe(mail);
    expect(pushed.envelope.to).toEqual(['b@example.com']);
  });

  it.each([
    ['application/json', '{'],
    ['application/json', '{"raw": 5}'],
    ['application/json', '{"text": "x"}'],
    ['multipart/form-data', 'x'],
  ])('refuses what it cannot read (%s %s)', async (type, body) => {
    await expect(readPush(bytes(body), type, noHeader)).rejects.toMatchObject({ code: 'pushUnreadable' });
  });
});

describe('the signature', () => {
  const now = 1_800_000_000_000;
  it('binds time and body', () => {
    const signature = pushSignature('secret', '1800000000', bytes(mail));
    expect(isSignedPush('secret', '1800000000', signature, bytes(mail))).toBe(true);
    expect(isSignedPush('secret', '1800000001', signature, bytes(mail))).toBe(false);
    expect(isSignedPush('secret', '1800000000', signature, bytes(`${mail} `))).toBe(false);
    expect(isSignedPush('other', '1800000000', signature, bytes(mail))).toBe(false);
    expect(isSignedPush('secret', '1800000000', 'sha256=00', bytes(mail))).toBe(false);
  });

  it.each([
    ['1800000000', 'sha256=x', null],
    ['1799999701', 'sha256=x', null],
    ['1799999699', 'sha256=x', 'stale'],
    ['1800000301', 'sha256=x', 'stale'],
    ['soon', 'sha256=x', 'missing'],
    [null, 'sha256=x', 'missing'],
    ['1800000000', null, 'missing'],
  ])('of %s (%s) is %s', (timestamp, signature, fault) => {
    expect(timestampFault(timestamp, signature, now)).toBe(fault);
  });
});
