import { MongoClient } from 'mongodb';
import { errorDifference, refusalOf } from './check-error';
import { Entities } from './entities';
import { difference, isObject, type Json, type JsonObject } from './match';
import { runOperation } from './operations/run-operation';
import { type Target, UnknownOperation } from './operations/target';
import { parseTestFile } from './parse-test-file';
import { objects, type ServerDescription, skipReason } from './requirements';
import { Failed, TestRunner } from './test-runner-operations';

export interface TestResult {
  readonly file: string;
  readonly test: string;
  /** `refused`: the server said by name that it does not have a feature the test needs. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'refused';
  readonly reason?: string;
}

/** Runs all tests of one file in the unified test format. */
export async function runFile(
  file: string,
  content: string,
  uri: string,
  server: ServerDescription,
): Promise<TestResult[]> {
  const parsed = parsedOr(file, content);
  if (typeof parsed === 'string')
    return [{ file, test: 'the whole file', outcome: 'failed', reason: parsed }];
  const results: TestResult[] = [];
  for (const test of objects(parsed.tests)) {
    const name = String(test.description);
    const skip = skipReason(parsed, test, server);
    if (skip !== undefined) results.push({ file, test: name, outcome: 'skipped', reason: skip });
    else results.push({ file, test: name, ...(await runTest(parsed, test, uri)) });
  }
  return results;
}

/** What the file holds, or why it cannot be read. */
function parsedOr(file: string, content: string): JsonObject | string {
  try {
    return parseTestFile(file, content);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The server said that it does not have something: neither right nor wrong. */
class Refused extends Error {
  override name = 'Refused';
}

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
      return { outcome: 'skipped', reason: `the runner does not have ${reason}` };
    const refused = error instanceof Refused || refusalOf(error) !== undefined;
    return { outcome: refused ? 'refused' : 'failed', reason };
  } finally {
    await world.close();
  }
}

/** One test: its data, its entities, and what happened. */
class World {
  private readonly admin: MongoClient;
  private readonly entities: Entities;
  private readonly runner: TestRunner;

  constructor(uri: string) {
    this.admin = new MongoClient(uri);
    this.entities = new Entities(uri);
    this.runner = new TestRunner(this.entities, this.admin);
  }

  async close(): Promise<void> {
    await this.runner.close();
    await this.entities.close();
    await this.admin.close();
  }

  async prepare(file: JsonObject): Promise<void> {
    for (const data of objects(file.initialData)) {
      const database = this.admin.db(String(data.databaseName));
      const name = String(data.collectionName);
      await database.collection(name).drop();
      await database.createCollection(name, isObject(data.createOptions) ? data.createOptions : {});
      const documents = objects(data.documents);
      if (documents.length > 0)
        await database.collection(name).insertMany(documents.map((one) => ({ ...one })));
    }
    for (const entity of objects(file.createEntities)) await this.entities.create(entity);
  }

  async operate(operation: JsonObject): Promise<void> {
    const name = String(operation.name);
    const given = isObject(operation.arguments) ? operation.arguments : {};
    if (operation.object === 'testRunner') return this.runner.run(name, given);
    const target = this.entities.target(String(operation.object));
    let result: Json;
    try {
      result = await runOperation(name, target, this.withSession(given));
    } catch (error) {
      if (error instanceof UnknownOperation) throw error;
      if (operation.ignoreResultAndError !== true) this.checkError(name, operation.expectError, error);
      return;
    }
    if (operation.ignoreResultAndError === true) return;
    if (operation.expectError !== undefined) throw new Failed(`${name} should have failed`);
    if ('expectResult' in operation) {
      const found = difference(operation.expectResult, result, this.entities, true);
      if (found !== undefined) throw new Failed(`result of ${name}${found}`);
    }
    if (typeof operation.saveResultAsEntity === 'string')
      this.entities.keep(operation.saveResultAsEntity, result);
  }

  /** Arguments name a session; the driver wants the session itself. */
  private withSession(given: JsonObject): JsonObject {
    if (typeof given.session !== 'string') return given;
    const target: Target = this.entities.target(given.session);
    if (target.kind !== 'session') throw new UnknownOperation(`the session ${given.session}`);
    return { ...given, session: target.session };
  }

  private checkError(name: string, expected: Json, error: unknown): void {
    const refusal = refusalOf(error);
    const code: Json = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (refusal !== undefined && !(isObject(expected) && expected.errorCode === code))
      throw new Refused(refusal);
    if (!isObject(expected) || !(error instanceof Error)) throw error;
    const found = errorDifference(expected, error, this.entities);
    if (found !== undefined)
      throw new Failed(`error of ${name}: ${found}; found ${error.message} (${String(code)})`);
  }

  checkEvents(expectations: readonly JsonObject[]): void {
    for (const expectation of expectations) {
      const client = String(expectation.client);
      const found = this.entities.log(client).differenceFrom(expectation, this.entities);
      if (found !== undefined) throw new Failed(`${client}: ${found}`);
    }
  }

  async checkOutcome(outcomes: readonly JsonObject[]): Promise<void> {
    for (const outcome of outcomes) {
      const documents = await this.admin
        .db(String(outcome.databaseName))
        .collection(String(outcome.collectionName))
        .find({}, { sort: { _id: 1 } })
        .toArray();
      const found = difference(outcome.documents, documents, this.entities, false);
      if (found !== undefined) throw new Failed(`outcome${found}`);
    }
  }
}
