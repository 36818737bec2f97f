import { describe, expect, it } from 'vitest';
import { safeFileName } from './safe-file-name';

describe('safeFileName', () => {
  it.each([
    ['Rechnung März.pdf', 'Rechnung März.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\bild.png', 'bild.png'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['a\u0000b\r\n.txt', 'ab.txt'],
    ['CON.txt', '_CON.txt'],
    ['what?*.doc', 'what__.doc'],
    ['  .hidden ', 'hidden'],
    ['trailing. . ', 'trailing'],
    ['...', 'fallback'],
    ['', 'fallback'],
    ['/', 'fallback'],
  ])('%j becomes %j', (name, expected) => {
    expect(safeFileName(name, 'fallback')).toBe(expected);
  });

  it('shortens long names and keeps the extension', () => {
    const name = safeFileName(`${'ä'.repeat(300)}.xlsx`, 'x');
    expect([...name]).toHaveLength(120);
    expect(name.endsWith('.xlsx')).toBe(true);
  });
});
