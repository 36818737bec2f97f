import { describe, expect, it } from 'vitest';
import { mailArrival } from './mail-arrival';

const at = (hour: number, minute: number) => Date.UTC(2026, 10, 2, hour, minute);
const mail = (received: string | null, date = 'Mon, 02 Nov 2026 09:00:00 +0000') =>
  Buffer.from(
    `${received === null ? '' : `Received: from a.example (a.example [192.0.2.1])\r\n\tby relay.example with ESMTP; ${received}\r\nReceived: from b by a; Mon, 02 Nov 2026 08:00:00 +0000\r\n`}Date: ${date}\r\nSubject: x\r\n\r\nReceived: by body; Mon, 02 Nov 2026 07:00:00 +0000\r\n`,
  );
const at1620 = 'Mon, 02 Nov 2026 17:20:00 +0100 (CET)';
const taken = { takenAt: at(16, 40), remoteAddress: '198.51.100.7', putOff: [] };

describe('the arrival of a mail', () => {
  it('is the moment it was taken, whatever a stranger and its own Date say', () => {
    expect(mailArrival({ ...taken, raw: mail(at1620) })).toBe(at(16, 40));
    expect(mailArrival({ ...taken, raw: mail(null) })).toBe(at(16, 40));
  });

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.1.2.3', 'fd00::1'])(
    'is what a server of one’s own at %s wrote down',
    (remoteAddress) => {
      expect(mailArrival({ ...taken, remoteAddress, raw: mail(at1620) })).toBe(at(16, 20));
      expect(mailArrival({ ...taken, remoteAddress, raw: mail(null) })).toBe(at(16, 40));
    },
  );

  it('is never in the future and never weeks ago', () => {
    const near = { ...taken, remoteAddress: '127.0.0.1' };
    expect(mailArrival({ ...near, raw: mail('Mon, 02 Nov 2026 16:50:00 +0000') })).toBe(at(16, 40));
    expect(mailArrival({ ...near, raw: mail('Fri, 02 Oct 2026 16:20:00 +0000') })).toBe(at(16, 40));
    expect(mailArrival({ ...near, raw: mail('yesterday') })).toBe(at(16, 40));
  });

  it('is the first time it was put off, for the mail that was put off', () => {
    const putOff = [at(15, 0), at(16, 21), at(16, 31)];
    expect(mailArrival({ ...taken, putOff, raw: mail(at1620) })).toBe(at(16, 21));
    // Written after the last refusal: another mail.
    expect(mailArrival({ ...taken, putOff, raw: mail('Mon, 02 Nov 2026 16:35:00 +0000') })).toBe(at(16, 40));
  });
});
