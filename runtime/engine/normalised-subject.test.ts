import { describe, expect, it } from 'vitest';
import { isMarkedSubject, normalisedSubject } from './normalised-subject';

describe('normalisedSubject', () => {
  it.each([
    ['Re: AW: Meine  Rechnung', 'meine rechnung'],
    ['WG: Fwd: RE[2]: Meine Rechnung', 'meine rechnung'],
    ['[service] Re: Meine Rechnung', 'meine rechnung'],
    ['Rechnung: Re-Check', 'rechnung: re-check'],
    ['Retoure: 12', 'retoure: 12'],
    ['Re:', ''],
  ])('%s -> %s', (subject, expected) => {
    expect(normalisedSubject(subject)).toBe(expected);
  });
});

describe('isMarkedSubject', () => {
  it.each([
    ['Re: Meine Rechnung', true],
    ['[service] AW: Meine Rechnung', true],
    ['Meine Rechnung', false],
    ['Retoure: 12', false],
  ])('%s: %s', (subject, expected) => {
    expect(isMarkedSubject(subject)).toBe(expected);
  });
});
