import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import german from '@/app/texts/de/admin.json';
import english from '@/app/texts/en/admin.json';
import { reasons } from './reasons';

test('every reason of the ledger has its words in both languages', () => {
  const store = readFileSync(new URL('../../../../runtime/store/ledger.ts', import.meta.url), 'utf8');
  const declared = /export type LedgerReason =([\s\S]*?);\n/.exec(store)?.[1] ?? '';
  const codes = [...declared.matchAll(/'(\w+)'/g)].map((match) => match[1]);
  expect(codes.length).toBeGreaterThan(10);
  expect([...reasons].sort()).toEqual(codes.sort());
  for (const { ledger } of [german, english])
    expect(Object.keys(ledger.reasons).sort()).toEqual([...reasons].sort());
});
