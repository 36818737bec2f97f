import { describe, expect, it } from 'vitest';
import { isAllowedOrigin } from './allowed-origin';
import { readSessionToken, signSession } from './session-token';
import { subjectOfText } from './subject-of-text';
import { readCarriedTicket, signCarriedTicket } from './ticket-link';

process.env.STELLWERK_SECRET_KEY ??= 'a key that is only used by tests, 1234';

describe('the subject of a chat', () => {
  it.each([
    ['My invoice is wrong. Please help me soon.', 'My invoice is wrong'],
    ['Hello! My invoice is wrong. Thank you.', 'Hello! My invoice is wrong'],
    ['Where is my parcel?', 'Where is my parcel?'],
    ['Guten Tag, \nich habe eine Frage.', 'Guten Tag,'],
    ['It costs 3.50 EUR. Why?', 'It costs 3.50 EUR'],
    ['   ', ''],
    ['hi', 'hi'],
  ])('%j is %j', (text, subject) => {
    expect(subjectOfText(text)).toBe(subject);
  });

  it('is cut between words', () => {
    const subject = subjectOfText(`I would like to know ${'very much '.repeat(20)}`);
    expect(subject).toMatch(/^I would like to know very much .* …$/);
    expect([...subject].length).toBeLessThanOrEqual(82);
  });
});

describe('sites that may show a chat', () => {
  const allowed = ['https://www.example.com', 'https://*.example.org', 'http://localhost:8080'];
  it.each([
    ['https://www.example.com', true],
    ['https://WWW.example.com', true],
    ['http://www.example.com', false],
    ['https://example.com', false],
    ['https://www.example.com:8443', false],
    ['https://shop.example.org', true],
    ['https://a.b.example.org', true],
    ['https://example.org', false],
    ['https://evilexample.org', false],
    ['https://example.org.evil.test', false],
    ['http://localhost:8080', true],
    ['null', false],
  ])('%s: %s', (origin, welcome) => {
    expect(isAllowedOrigin(origin, allowed)).toBe(welcome);
  });
});

describe('signatures', () => {
  const id = '01h455vb4pex5vsknk084sn02q';

  it('open the session of their own chat only', () => {
    const token = signSession(id, 'chat-1');
    expect(readSessionToken(token, 'chat-1')).toBe(id);
    expect(readSessionToken(token, 'chat-2')).toBeNull();
    for (const forged of [`${token}x`, token.slice(0, -1), `${id}.`, id, '', `x${token}`, `${token}.x`])
      expect(readSessionToken(forged, 'chat-1')).toBeNull();
  });

  it('carry a ticket until they expire', () => {
    const link = signCarriedTicket({ ticketId: id, channelId: 'chat-1', expiresAt: 2_000_000 });
    expect(readCarriedTicket(link, 'chat-1', 1_000_000)?.ticketId).toBe(id);
    expect(readCarriedTicket(link, 'chat-1', 2_000_000)).toBeNull();
    expect(readCarriedTicket(link, 'chat-2', 1_000_000)).toBeNull();
    const [ticket = '', expires = '', signature = ''] = link.split('.');
    for (const forged of [
      `${ticket}.zzzzz.${signature}`,
      `${ticket.slice(0, -1)}r.${expires}.${signature}`,
      `${ticket}.${expires}.${signature.slice(1)}A`,
      '',
    ])
      expect(readCarriedTicket(forged, 'chat-1', 1_000_000)).toBeNull();
  });
});
