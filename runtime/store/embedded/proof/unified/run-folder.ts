import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, MongoServerError } from 'mongodb';
import type { ServerDescription } from './requirements';
import { runFile, type TestResult } from './run-file';

/** Runs every `.json`, `.yml` and `.yaml` file below a folder against a server. */
export async function runFolder(folder: string, uri: string): Promise<TestResult[]> {
  const server = await describeServer(uri);
  const results: TestResult[] = [];
  for (const file of filesBelow(folder)) {
    results.push(...(await runFile(file, readFileSync(join(folder, file), 'utf8'), uri, server)));
  }
  return results;
}

/** Tests that lie there twice, as YAML and as the JSON made of it, are run once. */
function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const there = new Set(names);
  return names
    .filter((name) => /\.(json|ya?ml)$/.test(name))
    .filter((name) => name.endsWith('.json') || !there.has(name.replace(/\.ya?ml$/, '.json')))
    .sort();
}

async function describeServer(uri: string): Promise<ServerDescription> {
  const client = new MongoClient(uri);
  try {
    const build = await client.db('admin').command({ buildInfo: 1 });
    const hello = await client.db('admin').command({ hello: 1 });
    const engines: unknown = build.storageEngines;
    // The embedded server has no transactions and no change streams, so it is tested as a server that stands alone.
    const embedded = Array.isArray(engines) && engines.includes('sqlite');
    const topology =
      hello.msg === 'isdbgrid'
        ? 'sharded'
        : hello.setName !== undefined && !embedded
          ? 'replicaset'
          : 'single';
    return { version: String(build.version), topology, testCommands: await hasTestCommands(client) };
  } finally {
    await client.close();
  }
}

async function hasTestCommands(client: MongoClient): Promise<boolean> {
  try {
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    return true;
  } catch (error) {
    if (error instanceof MongoServerError) return false;
    throw error;
  }
}
