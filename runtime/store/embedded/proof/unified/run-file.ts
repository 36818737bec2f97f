import { EJSON } from 'bson';
import { type CommandStartedEvent, MongoClient } from 'mongodb';
import { difference, isObject, type Json, type JsonObject } from './match';
import { bulkResult, runOperation, type Target, UnknownOperation } from './operations';

export interface TestResult {
  readonly file: string;
  readonly test: string;
  /** `refused`: the server said by name that it does not have a feature the test needs. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'refused';
  readonly reason?: string;
}

export interface ServerDescription {
  readonly version: string;
  readonly topology: 'single' | 'replicaset' | 'sharded';
}

/** Runs all tests of one file in the unified test format (JSON, extended JSON within). */
export async function runFile(
  file: string,
  content: string,
  uri: string,
  server: ServerDescription,
): Promise<TestResult[]> {
  const parsed: Json = EJSON.parse(content, { relaxed: true });
  if (!isObject(parsed)) return [];
  const results: TestResult[] = [];
  for (const test of objects(parsed.tests)) {
    const name = String(test.description);
    const skip = skipReason(parsed, test, server);
    if (skip !== undefined) results.push({ file, test: name, outcome: 'skipped', reason: skip });
    else results.push({ file, test: name, ...(await runTest(parsed, test, uri)) });
  }
  return results;
}

function objects(value: Json): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function skipReason(file: JsonObject, test: JsonObject, server: ServerDescription): string | undefined {
  if (typeof test.skipReason === 'string') return test.skipReason;
  for (const requirements of [objects(file.runOnRequirements), objects(test.runOnRequirements)]) {
    if (requirements.length > 0 && !requirements.some((requirement) => fits(requirement, server)))
      return 'meant for another server';
  }
  return undefined;
}

function fits(requirement: JsonObject, server: ServerDescription): boolean {
  const { minServerVersion, maxServerVersion, topologies, auth, serverless, csfle } = requirement;
  if (auth === true || serverless === 'require' || csfle !== undefined) return false;
  if (typeof minServerVersion === 'string' && compareVersions(server.version, minServerVersion) < 0)
    return false;
  if (typeof maxServerVersion === 'string' && compareVersions(server.version, maxServerVersion) > 0)
    return false;
  return !Array.isArray(topologies) || topologies.includes(server.topology);
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

class Failed extends Error {}

async function runTest(
  file: JsonObject,
  test: JsonObject,
  uri: string,
): Promise<Pick<TestResult, 'outcome' | 'reason'>> {
  const world = new World(uri);
  try {
    await world.prepare(file);
    for (const operation of objects(test.operations)) await world.operate(operation);
    world.checkEvents(objects(test.expectEvents));
    await world.checkOutcome(objects(test.outcome));
    return { outcome: 'passed' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof UnknownOperation)
      return { outcome: 'skipped', reason: `the runner does not have the operation ${reason}` };
    if (reason.includes('not supported by the embedded server')) return { outcome: 'refused', reason };
    return { outcome: 'failed', reason };
  } finally {
    await world.close();
  }
}

/** The entities of one test and what happened to them. */
class World {
  private readonly admin: MongoClient;
  private readonly targets = new Map<string, Target>();
  private readonly clients = new Map<string, MongoClient>();
  private readonly events = new Map<string, CommandStartedEvent[]>();
  private readonly results = new Map<string, Json>();

  constructor(private readonly uri: string) {
    this.admin = new MongoClient(uri);
  }

  async close(): Promise<void> {
    for (const client of [this.admin, ...this.clients.values()]) await client.close();
  }

  async prepare(file: JsonObject): Promise<void> {
    for (const data of objects(file.initialData)) {
      const collection = this.admin.db(String(data.databaseName)).collection(String(data.collectionName));
      await collection.drop();
      await this.admin.db(String(data.databaseName)).createCollection(String(data.collectionName));
      const documents = objects(data.documents);
      if (documents.length > 0) await collection.insertMany(documents);
    }
    for (const entity of objects(file.createEntities)) this.create(entity);
  }

  private create(entity: JsonObject): void {
    const [[kind, spec] = ['', undefined]] = Object.entries(entity);
    if (!isObject(spec)) throw new Failed(`entity ${kind} cannot be read`);
    const id = String(spec.id);
    if (kind === 'client') {
      const client = new MongoClient(this.uri, { monitorCommands: true });
      const seen: CommandStartedEvent[] = [];
      client.on('commandStarted', (event) => seen.push(event));
      this.clients.set(id, client);
      this.events.set(id, seen);
      this.targets.set(id, { kind: 'client', client });
      return;
    }
    const parent = this.targets.get(String(kind === 'database' ? spec.client : spec.database));
    if (kind === 'database' && parent !== undefined) {
      this.targets.set(id, {
        kind,
        client: parent.client,
        database: parent.client.db(String(spec.databaseName)),
      });
    } else if (kind === 'collection' && parent?.database !== undefined) {
      this.targets.set(id, {
        kind,
        client: parent.client,
        collection: parent.database.collection(String(spec.collectionName)),
      });
    } else throw new UnknownOperation(`createEntities.${kind}`);
  }

  async operate(operation: JsonObject): Promise<void> {
    const name = String(operation.name);
    const target = this.targets.get(String(operation.object));
    if (target === undefined) throw new UnknownOperation(`${name} on ${String(operation.object)}`);
    let result: Json;
    try {
      result = await runOperation(name, target, isObject(operation.arguments) ? operation.arguments : {});
    } catch (error) {
      if (error instanceof UnknownOperation) throw error;
      this.checkError(name, operation.expectError, error);
      return;
    }
    if (operation.expectError !== undefined) throw new Failed(`${name} should have failed`);
    if ('expectResult' in operation) {
      const found = difference(operation.expectResult, result, this.results, true);
      if (found !== undefined) throw new Failed(`result of ${name}${found}`);
    }
    if (typeof operation.saveResultAsEntity === 'string')
      this.results.set(operation.saveResultAsEntity, result);
  }

  private checkError(name: string, expected: Json, error: unknown): void {
    if (!isObject(expected) || !(error instanceof Error)) throw error;
    const field = (key: string): Json => Reflect.get(error, key);
    const fail = (what: string): never => {
      throw new Failed(`error of ${name}: ${what}, found ${error.message} (${String(field('code'))})`);
    };
    if (expected.isClientError === false && field('code') === undefined)
      fail('expected an error of the server');
    if (expected.errorCode !== undefined && field('code') !== expected.errorCode)
      fail(`expected code ${String(expected.errorCode)}`);
    if (expected.errorCodeName !== undefined && field('codeName') !== expected.errorCodeName)
      fail(`expected ${String(expected.errorCodeName)}`);
    if (
      typeof expected.errorContains === 'string' &&
      !error.message.toLowerCase().includes(expected.errorContains.toLowerCase())
    ) {
      fail(`expected the text ${expected.errorContains}`);
    }
    if (expected.expectResult !== undefined) {
      const found = difference(expected.expectResult, bulkResult(field('result')), this.results, true);
      if (found !== undefined) fail(found);
    }
  }

  checkEvents(expectations: readonly JsonObject[]): void {
    for (const expectation of expectations) {
      const wanted = objects(expectation.events).filter((event) => 'commandStartedEvent' in event);
      const seen = this.events.get(String(expectation.client)) ?? [];
      for (const [at, event] of wanted.entries()) {
        const started = isObject(event.commandStartedEvent) ? event.commandStartedEvent : {};
        const actual = seen[at];
        if (actual === undefined) throw new Failed(`event ${at}: nothing was sent`);
        const found =
          started.command === undefined
            ? undefined
            : difference(started.command, plainCommand(actual), this.results, true);
        if (found !== undefined) throw new Failed(`event ${at}${found}`);
      }
    }
  }

  async checkOutcome(outcomes: readonly JsonObject[]): Promise<void> {
    for (const outcome of outcomes) {
      const collection = this.admin
        .db(String(outcome.databaseName))
        .collection(String(outcome.collectionName));
      const found = difference(
        outcome.documents,
        await collection.find({}, { sort: { _id: 1 } }).toArray(),
        this.results,
        false,
      );
      if (found !== undefined) throw new Failed(`outcome${found}`);
    }
  }
}

function plainCommand(event: CommandStartedEvent): JsonObject {
  const command: Json = EJSON.parse(EJSON.stringify(event.command, { relaxed: true }), { relaxed: true });
  return isObject(command) ? command : {};
}
