import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { checkMail } from './check-mail';
import { createCachedResolver, type DnsResolver } from './dns-resolver';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const ip = '198.51.100.7';

/** A name server with these records and no others. */
function zone(records: Record<string, string[]>): DnsResolver {
  return async (domain, type) => {
    const found = records[`${type} ${domain.toLowerCase()}`];
    if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    return type === 'TXT' ? found.map((text) => [text]) : found;
  };
}

const shop = {
  'TXT shop.example': [`v=spf1 ip4:${ip} -all`],
  'TXT s1._domainkey.shop.example': [`v=DKIM1; k=rsa; p=${p}`],
  'TXT _dmarc.shop.example': ['v=DMARC1; p=reject'],
  'TXT loose.example': [`v=spf1 ip4:${ip} ~all`],
  'TXT strict.example': ['v=spf1 -all'],
};
const plain = (from: string) =>
  Buffer.from(
    `From: Shop <${from}>\r\nTo: service@example.com\r\nSubject: Order\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@x.example>\r\n\r\nThank you.\r\n`,
  );

async function signed(from: string, domain = 'shop.example'): Promise<Buffer> {
  const raw = plain(from);
  const key = {
    signingDomain: domain,
    selector: 's1',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const { signatures } = await dkimSign(raw, { ...key, signatureData: [key] });
  return Buffer.concat([Buffer.from(signatures), raw]);
}

const check = (raw: Buffer, sender: string, records: Record<string, string[]> = shop, remoteAddress = ip) =>
  checkMail({ raw, sender, remoteAddress, helo: 'mail.shop.example' }, zone(records));

describe('a mail handed in by a foreign server', () => {
  it('that its domain sent and signed passes', async () => {
    expect(await check(await signed('a@shop.example'), 'a@shop.example')).toEqual({
      verdict: 'pass',
      domain: 'shop.example',
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'pass',
      arc: 'none',
      signedBy: ['shop.example'],
      checkedBy: '',
    });
  });

  it('with a forged sender fails, whatever its own domain says', async () => {
    expect(await check(plain('a@shop.example'), 'x@loose.example')).toMatchObject({
      verdict: 'fail',
      dmarc: 'fail',
      spf: 'pass',
    });
  });

  it('that was changed after it was signed has no valid signature', async () => {
    const raw = Buffer.from((await signed('a@shop.example')).toString().replace('Thank', 'Blame'));
    expect(await check(raw, '')).toMatchObject({ verdict: 'fail', dmarc: 'fail', signedBy: [] });
  });

  it.each([
    ['a@loose.example', 'pass', 'pass'],
    ['a@strict.example', 'fail', 'fail'],
    ['a@silent.example', 'none', 'none'],
  ])('of a domain without DMARC (%s): %s', async (address, verdict, spf) => {
    expect(await check(plain(address), address)).toMatchObject({ verdict, spf, dmarc: 'none' });
  });

  it('is let through as unknown when no name server answers', async () => {
    const silent: DnsResolver = () => new Promise(() => undefined);
    const mail = {
      raw: await signed('a@shop.example'),
      sender: 'a@shop.example',
      remoteAddress: ip,
      helo: '',
    };
    const resolver = createCachedResolver({ ask: silent, timeoutMs: 5 });
    expect(await checkMail(mail, resolver)).toMatchObject({ verdict: 'unknown' });
    expect(await checkMail(mail, silent, 5)).toMatchObject({ verdict: 'unknown', spf: 'temperror' });
  });
});

describe('a mail from a server of one’s own', () => {
  it('is only asked about where it is signed', async () => {
    const none: DnsResolver = () => Promise.reject(new Error('nobody may be asked'));
    const near = { raw: plain('a@shop.example'), sender: '', remoteAddress: '127.0.0.1', helo: '' };
    expect(await checkMail(near, none)).toBeNull();
  });

  it('passes by its signature; without a fitting one nothing is held against it', async () => {
    expect(await check(await signed('a@shop.example'), '', shop, '')).toMatchObject({
      verdict: 'pass',
      spf: 'none',
      dkim: 'pass',
    });
    const elsewhere = { ...shop, 'TXT s1._domainkey.list.example': shop['TXT s1._domainkey.shop.example'] };
    expect(await check(await signed('a@shop.example', 'list.example'), '', elsewhere, '')).toMatchObject({
      verdict: 'none',
      signedBy: ['list.example'],
    });
  });
});

describe('the resolver', () => {
  it('remembers answers and refusals, and asks nobody for a while after silence', async () => {
    let now = 0;
    let asked = 0;
    let speaks = true;
    const resolver = createCachedResolver({
      now: () => now,
      timeoutMs: 5,
      ask: (domain) => {
        asked += 1;
        if (!speaks) return new Promise(() => undefined);
        return domain === 'a.example'
          ? Promise.resolve(['192.0.2.1'])
          : Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' }));
      },
    });
    await Promise.all([resolver('a.example', 'A'), resolver('A.example', 'A')]);
    await expect(resolver('b.example', 'A')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver('b.example', 'A')).rejects.toMatchObject({ code: 'ENODATA' });
    expect(asked).toBe(2);
    speaks = false;
    for (const name of ['c', 'd', 'e']) {
      await expect(resolver(name, 'A')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    }
    await expect(resolver('f', 'A')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(asked).toBe(5);
    speaks = true;
    now = 31_000;
    expect(await resolver('a.example', 'A')).toEqual(['192.0.2.1']);
    await expect(resolver('f', 'A')).rejects.toMatchObject({ code: 'ENODATA' });
    expect(asked).toBe(6);
  });
});
