import * as z from 'zod';
import type { ConfigProblem, PortDefinition } from './node-definition';

// What node types have in common that divide tickets between several ways by chance.

export const weightedWaySchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,48}$/),
  name: z.string().max(80).default(''),
  weight: z.number().min(0).max(1_000_000).default(1),
});
export type WeightedWay = z.infer<typeof weightedWaySchema>;

export function wayName({ id, name }: WeightedWay): string {
  return name === '' ? id : name;
}

export function wayPorts(ways: readonly WeightedWay[]): PortDefinition[] {
  return ways.map((way) => ({ id: way.id, kind: 'exit', label: wayName(way) }));
}

/** The ways with their weights in one line, for the card. */
export function waySummary(ways: readonly WeightedWay[]): string {
  return ways.map((way) => `${wayName(way)} ${way.weight}`).join(' : ');
}

/**
 * The way that a chance falls on, by weight; `undefined` where no way has any.
 * @param chance 0 <= chance < 1
 */
export function drawWay(ways: readonly WeightedWay[], chance: number): WeightedWay | undefined {
  let left = chance * ways.reduce((sum, { weight }) => sum + weight, 0);
  return ways.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
}

/**
 * Fewer than two ways that can be drawn, or two with one id. The node's texts need `problems.idTaken` with `name`.
 * @param missing key of the problem where ways are missing
 * @param reserved ids that other ports of the node bear
 */
export function wayProblems(
  field: string,
  ways: readonly WeightedWay[],
  { missing, reserved = [] }: { missing: string; reserved?: readonly string[] },
): ConfigProblem[] {
  if (ways.filter(({ weight }) => weight > 0).length < 2)
    return [{ level: 'error', path: [field], key: missing }];
  return ways.flatMap((way, index): ConfigProblem[] =>
    reserved.includes(way.id) || ways.slice(0, index).some(({ id }) => id === way.id)
      ? [{ level: 'error', path: [field, index], key: 'idTaken', values: { name: wayName(way) } }]
      : [],
  );
}
