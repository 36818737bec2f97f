import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MongoClient } from 'mongodb';
import { runFile, type ServerDescription, type TestResult } from './run-file';

/** Runs every `.json` file below a folder against a server. */
export async function runFolder(folder: string, uri: string): Promise<TestResult[]> {
  const server = await describeServer(uri);
  const results: TestResult[] = [];
  for (const file of filesBelow(folder)) {
    results.push(...(await runFile(relative(folder, file), readFileSync(file, 'utf8'), uri, server)));
  }
  return results;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
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
    return { version: String(build.version), topology };
  } finally {
    await client.close();
  }
}
