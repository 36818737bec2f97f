import { describe, expect, it } from 'vitest';
import { trustedResults } from './trusted-results';

const lines = (...values: string[]) => values.map((value) => ({ name: 'Authentication-Results', value }));
const google =
  'mx.google.com; dkim=pass header.i=@shop.example header.s=s1 header.b=abc; arc=pass (i=1 spf=pass; dkim=pass); spf=pass (google.com: domain of bounce@mail.shop.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=bounce@mail.shop.example; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example';

describe('what the mailbox’s own server found out', () => {
  it('is read', () => {
    expect(trustedResults(lines(google), 'mx.google.com', 'shop.example')).toEqual({
      verdict: 'pass',
      domain: 'shop.example',
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'pass',
      arc: 'pass',
      signedBy: ['shop.example'],
      checkedBy: 'mx.google.com',
    });
  });

  it('is taken from several lines of hosts below it', () => {
    const found = trustedResults(
      lines(
        'dmarc.icloud.com; dmarc=fail header.from=bank.example',
        'dkim-verifier.icloud.com; dkim=none',
        'spf.icloud.com; spf=softfail smtp.mailfrom=x@evil.example',
      ),
      'icloud.com',
      'bank.example',
    );
    expect(found).toMatchObject({ verdict: 'fail', dkim: 'none', spf: 'softfail', dmarc: 'fail' });
  });

  it('is the topmost line of a server that leaves its name out', () => {
    const microsoft =
      'spf=fail (sender IP is 192.0.2.9) smtp.mailfrom=bank.example; dkim=none (message not signed) header.d=none;dmarc=fail action=quarantine header.from=bank.example;compauth=fail reason=000';
    expect(trustedResults(lines(microsoft), '', 'bank.example')?.verdict).toBe('fail');
    expect(trustedResults(lines('mx.evil.example; dmarc=pass', microsoft), '', 'bank.example')).toBeNull();
  });

  it('is never what somebody else wrote', () => {
    expect(trustedResults(lines('evil.example; dmarc=pass'), 'mx.google.com', 'bank.example')).toBeNull();
    expect(trustedResults(lines('notmx.google.com.evil.example; dmarc=pass'), 'google.com', 'x')).toBeNull();
    // A forged line of the right name stands below the server's own.
    const forged = 'mx.google.com; dmarc=pass; dkim=pass header.d=bank.example; spf=pass';
    const real = 'mx.google.com; dmarc=fail header.from=bank.example; dkim=fail; spf=softfail';
    expect(trustedResults(lines(real, forged), 'mx.google.com', 'bank.example')).toMatchObject({
      verdict: 'fail',
      dkim: 'fail',
      signedBy: [],
    });
  });

  it('is not led astray by comments', () => {
    const found = trustedResults(
      lines('mx.example; spf=fail (see ; dmarc=pass (nested; dkim=pass) "quoted) smtp.mailfrom=a@b.example'),
      'mx.example',
      'b.example',
    );
    expect(found).toMatchObject({ spf: 'fail', dmarc: 'none', dkim: 'none', verdict: 'fail' });
  });

  it('is nothing where there is no line', () => {
    expect(trustedResults([], 'mx.google.com', 'a.example')).toBeNull();
  });
});
