import type { FlowVariable } from '@/runtime/flow/flow-document';
import { type Json, jsonSchema } from '@/runtime/flow/json';

/** What a variable begins with, as it is typed. */
export function formatInitial({ initial }: FlowVariable): string {
  if (initial === undefined || initial === null) return '';
  return typeof initial === 'string' ? initial : JSON.stringify(initial);
}

/** A typed value of a type; `undefined` where it is empty or cannot be understood. Lists may be written with commas. */
export function parseInitial(text: string, type: FlowVariable['type']): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  switch (type) {
    case 'text':
      return text;
    case 'number': {
      const number = Number(trimmed.replace(',', '.'));
      return Number.isFinite(number) ? number : undefined;
    }
    case 'boolean':
      if (/^(true|yes|ja|1)$/i.test(trimmed)) return true;
      return /^(false|no|nein|0)$/i.test(trimmed) ? false : undefined;
    case 'date':
      return Number.isNaN(Date.parse(trimmed)) ? undefined : trimmed;
    case 'list':
      if (trimmed.startsWith('[')) return parseJson(trimmed, Array.isArray);
      return trimmed.split(',').map((item) => item.trim());
    case 'object':
      return parseJson(
        trimmed,
        (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      );
  }
}

/** A name that no variable has yet: `value1`, `value2` ... */
export function freeVariableName(variables: readonly FlowVariable[], wish: string): string {
  const taken = new Set(variables.map(({ name }) => name));
  let number = 1;
  while (taken.has(`${wish}${number}`)) number += 1;
  return `${wish}${number}`;
}

function parseJson(text: string, fits: (value: Json) => boolean): Json | undefined {
  try {
    const parsed = jsonSchema.safeParse(JSON.parse(text));
    return parsed.success && fits(parsed.data) ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
