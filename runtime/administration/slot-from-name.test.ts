import { expect, test } from 'vitest';
import { slotNameSchema } from '@/runtime/flow/flow-document';
import { slotFromName } from './slot-from-name';

test.each([
  ['Kündigungen & Widerruf', [], 'kuendigungen-widerruf'],
  ['Billing', ['billing', 'billing-2'], 'billing-3'],
  ['Straße', [], 'strasse'],
  ['Café Crème', [], 'cafe-creme'],
  ['日本', [], 'item'],
  ['x'.repeat(100), [], 'x'.repeat(56)],
])('%s besides %j becomes %s', (name, taken, expected) => {
  const slot = slotFromName(name, taken);
  expect(slot).toBe(expected);
  expect(slotNameSchema.safeParse(slot).success).toBe(true);
});
