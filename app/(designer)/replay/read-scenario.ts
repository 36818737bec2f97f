import { type Scenario, scenarioSchema } from '@/runtime/scenarios/scenario';

export type ReadScenario =
  | { kind: 'scenario'; scenario: Scenario }
  | { kind: 'notJson' }
  | { kind: 'invalid'; place: string; reason: string };

/** Reads a text as a scenario, or says where it is none. */
export function readScenario(text: string): ReadScenario {
  const json = readJson(text);
  if (json === undefined) return { kind: 'notJson' };
  const parsed = scenarioSchema.safeParse(json);
  if (parsed.success) return { kind: 'scenario', scenario: parsed.data };
  const [issue] = parsed.error.issues;
  return { kind: 'invalid', place: issue?.path.join('.') || '/', reason: issue?.message ?? '' };
}

/** The text with another name; one that exists in several languages changes in the reader's. */
export function renamed(text: string, name: string, language: string): string {
  const json = readJson(text);
  if (typeof json !== 'object' || json === null) return text;
  const before: unknown = Reflect.get(json, 'name');
  const after = typeof before === 'object' && before !== null ? { ...before, [language]: name } : name;
  return JSON.stringify({ ...json, name: after }, null, 2);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Half-typed: the form itself says so.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
