import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecret, sealSecret } from './secret-box';

const before = process.env.STELLWERK_SECRET_KEY;
beforeEach(() => {
  process.env.STELLWERK_SECRET_KEY = 'k'.repeat(43);
});
afterEach(() => {
  if (before === undefined) delete process.env.STELLWERK_SECRET_KEY;
  else process.env.STELLWERK_SECRET_KEY = before;
});

describe('sealSecret', () => {
  it('is opened under the same key and purpose only', () => {
    const sealed = sealSecret('pässwort', 'channel:1');
    expect(sealed).not.toContain('pässwort');
    expect(openSecret(sealed, 'channel:1')).toBe('pässwort');
    expect(() => openSecret(sealed, 'channel:2')).toThrow(
      expect.objectContaining({ code: 'secretUnreadable' }),
    );
    process.env.STELLWERK_SECRET_KEY = 'x'.repeat(43);
    expect(() => openSecret(sealed, 'channel:1')).toThrow(
      expect.objectContaining({ code: 'secretUnreadable' }),
    );
  });

  it('never gives the same text twice, and notices damage', () => {
    const sealed = sealSecret('a', 'p');
    expect(sealSecret('a', 'p')).not.toBe(sealed);
    expect(() =>
      openSecret(sealed.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')).slice(0, -3), 'p'),
    ).toThrow();
    expect(() => openSecret('', 'p')).toThrow(expect.objectContaining({ code: 'secretUnreadable' }));
  });

  it('wants a key', () => {
    process.env.STELLWERK_SECRET_KEY = 'short';
    expect(() => sealSecret('a', 'p')).toThrow(expect.objectContaining({ code: 'secretKeyMissing' }));
  });
});
