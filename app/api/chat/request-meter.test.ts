import { expect, it } from 'vitest';
import { meterRequest, meterStream } from './request-meter';

it('refuses an address that asks too often, for the rest of its minute', () => {
  const now = 1_000_000_000;
  meterRequest('other', now);
  for (let count = 0; count < 600; count += 1) meterRequest('busy', now + 1000);
  expect(() => meterRequest('busy', now + 2000)).toThrow(expect.objectContaining({ code: 'chatTooFast' }));
  meterRequest('other', now + 2000);
  meterRequest('busy', now + 60_000);
});

it('allows a visitor some streams, and another one when one has ended', () => {
  const ends = Array.from({ length: 8 }, () => meterStream('session'));
  expect(() => meterStream('session')).toThrow(expect.objectContaining({ code: 'chatTooFast' }));
  ends[0]?.();
  ends[0]?.();
  ends.push(meterStream('session'));
  expect(() => meterStream('session')).toThrow();
  for (const end of ends) end();
});
