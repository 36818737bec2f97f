import { isObject, type Json, type JsonObject } from './match';

export interface ServerDescription {
  readonly version: string;
  readonly topology: 'single' | 'replicaset' | 'sharded';
  /** Whether the server fails on demand (`configureFailPoint`). */
  readonly testCommands: boolean;
}

/** Why a test is not meant for this server; undefined where it is. */
export function skipReason(
  file: JsonObject,
  test: JsonObject,
  server: ServerDescription,
): string | undefined {
  if (typeof test.skipReason === 'string') return test.skipReason;
  for (const requirements of [objects(file.runOnRequirements), objects(test.runOnRequirements)]) {
    if (requirements.length > 0 && !requirements.some((requirement) => fits(requirement, server)))
      return 'meant for another server';
  }
  return undefined;
}

export function objects(value: Json): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function fits(requirement: JsonObject, server: ServerDescription): boolean {
  const { minServerVersion, maxServerVersion, topologies, auth, serverless, csfle, serverParameters } =
    requirement;
  if (auth === true || serverless === 'require') return false;
  if (csfle === true || isObject(csfle)) return false;
  if (minServerVersion !== undefined && compareVersions(server.version, String(minServerVersion)) < 0)
    return false;
  if (maxServerVersion !== undefined && compareVersions(server.version, String(maxServerVersion)) > 0)
    return false;
  if (isObject(serverParameters) && !hasParameters(serverParameters, server)) return false;
  return !Array.isArray(topologies) || topologies.includes(server.topology);
}

function hasParameters(wanted: JsonObject, server: ServerDescription): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => name === 'enableTestCommands' && Boolean(value) === server.testCommands,
  );
}

function compareVersions(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (const at of b.keys()) {
    const order = (a[at] ?? 0) - (b[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
