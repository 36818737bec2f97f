import * as z from 'zod';
import type { Json } from '@/runtime/flow/json';

const categorySchema = z.object({
  id: z.string(),
  name: z.string().default(''),
  description: z.string().default(''),
  examples: z.array(z.string()).default([]),
});

/** A category as the editor shows it; what else a config keeps beside these stays untouched. */
export type EditedCategory = z.infer<typeof categorySchema>;

export function readCategories(value: Json | undefined): EditedCategory[] {
  const parsed = z.array(categorySchema.loose()).safeParse(value);
  return parsed.success ? parsed.data : [];
}

/**
 * A new category. Its id is what the edge hangs on and stays for ever, so it is made of the first name, if there is one,
 * and of letters only.
 */
export function newCategory(existing: readonly EditedCategory[], name: string): EditedCategory {
  return { id: freeId(existing, name), name, description: '', examples: [] };
}

/** Sentences as they are typed: one a line. Empty lines are only spaces between them. */
export function toExamples(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function fromExamples(examples: readonly string[]): string {
  // A sentence with line ends of its own would fall apart when it is read back.
  return examples.map((example) => example.replaceAll(/\s*\n\s*/g, ' ')).join('\n');
}

function freeId(existing: readonly EditedCategory[], name: string): string {
  const base = slugOf(name) || 'category';
  const taken = new Set([...existing.map(({ id }) => id), 'unsure', 'error', 'timeout']);
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
}
