import { describe, expect, it } from 'vitest';
import { badlyWritten, partyOf } from './addresses';

describe('addresses as people write them', () => {
  it('may have a name', () => {
    expect(partyOf('"Ada B." <ada@example.org>')).toEqual({ name: 'Ada B.', address: 'ada@example.org' });
    expect(partyOf(' ada@example.org ')).toEqual({ name: '', address: 'ada@example.org' });
  });

  it('are told apart from what is none', () => {
    const good = ['ada@example.org', 'Ada <ada+x@mail.example.co.uk>', 'jürgen@müller.example'];
    const bad = ['ada', 'ada@', '@example.org', 'ada@example', 'a b@example.org', 'a@b..org', 'a@b@c.org'];
    expect(badlyWritten([...good, ...bad])).toEqual(bad);
  });
});
