import { expect, test } from 'vitest';
import * as z from 'zod';
import { newUuid } from './new-uuid';

test('is a UUID of version 4, each time another', () => {
  const made = Array.from({ length: 200 }, newUuid);
  for (const uuid of made) expect(z.uuidv4().safeParse(uuid).success, uuid).toBe(true);
  expect(new Set(made).size).toBe(made.length);
});
