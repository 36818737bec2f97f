import { setTimeout as pause } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import type { Entities } from './entities';
import { difference, type Json, type JsonObject } from './match';
import { doc, list, UnknownOperation } from './operations/target';

/** An expectation of a test that does not hold. */
export class Failed extends Error {
  override name = 'Failed';
}

/** The operations that a test asks of its runner and not of the driver. */
export class TestRunner {
  private readonly failPoints: { client: MongoClient; name: string }[] = [];

  constructor(
    private readonly entities: Entities,
    private readonly admin: MongoClient,
  ) {}

  async run(name: string, given: JsonObject): Promise<void> {
    switch (name) {
      case 'failPoint':
        return this.setFailPoint(this.entities.client(String(given.client)), given);
      case 'targetedFailPoint':
        // Only one server is there, so the session's server is that one.
        return this.setFailPoint(this.admin, given);
      case 'createEntities':
        for (const entity of list(given.entities)) await this.entities.create(entity);
        return;
      case 'wait':
        await pause(Number(given.ms));
        return;
      case 'assertCollectionExists':
      case 'assertCollectionNotExists':
        return this.assertCollection(given, name === 'assertCollectionExists');
      case 'assertIndexExists':
      case 'assertIndexNotExists':
        return this.assertIndex(given, name === 'assertIndexExists');
      case 'assertSameLsidOnLastTwoCommands':
      case 'assertDifferentLsidOnLastTwoCommands':
        return this.assertLsids(given, name === 'assertSameLsidOnLastTwoCommands');
      case 'assertSessionDirty':
      case 'assertSessionNotDirty':
        return this.assertSession(given, name === 'assertSessionDirty');
      case 'assertEventCount':
        return this.assertEventCount(given);
      default:
        throw new UnknownOperation(name);
    }
  }

  /** Ends the failures that the test has ordered. */
  async close(): Promise<void> {
    for (const { client, name } of this.failPoints)
      await client.db('admin').command({ configureFailPoint: name, mode: 'off' });
  }

  private async setFailPoint(client: MongoClient, given: JsonObject): Promise<void> {
    const failPoint = doc(given.failPoint);
    await client.db('admin').command(failPoint);
    this.failPoints.push({ client: this.admin, name: String(failPoint.configureFailPoint) });
  }

  private async assertCollection(given: JsonObject, wanted: boolean): Promise<void> {
    const found = await this.admin
      .db(String(given.databaseName))
      .listCollections({ name: String(given.collectionName) })
      .toArray();
    if (found.length > 0 !== wanted)
      throw new Failed(`the collection ${String(given.collectionName)} is ${wanted ? 'not ' : ''}there`);
  }

  private async assertIndex(given: JsonObject, wanted: boolean): Promise<void> {
    const indexes = await this.admin
      .db(String(given.databaseName))
      .collection(String(given.collectionName))
      .listIndexes()
      .toArray();
    if (indexes.some((index) => index.name === given.indexName) !== wanted)
      throw new Failed(`the index ${String(given.indexName)} is ${wanted ? 'not ' : ''}there`);
  }

  private assertLsids(given: JsonObject, same: boolean): void {
    const [first, second]: Json[] = this.entities.log(String(given.client)).lastSessions();
    if ((difference(first, second, this.entities, false) === undefined) !== same)
      throw new Failed(`the last two commands have ${same ? 'different sessions' : 'the same session'}`);
  }

  /** A session is dirty after a connection broke while it was in use; the driver then does not use it again. */
  private assertSession(given: JsonObject, dirty: boolean): void {
    const target = this.entities.target(String(given.session));
    if (target.kind !== 'session') throw new UnknownOperation(`the session ${String(given.session)}`);
    if (target.session.serverSession.isDirty !== dirty)
      throw new Failed(`the session ${String(given.session)} is ${dirty ? 'not ' : ''}dirty`);
  }

  private assertEventCount(given: JsonObject): void {
    const [type = ''] = Object.keys(doc(given.event));
    const count = this.entities.log(String(given.client)).count(type);
    if (count !== Number(given.count))
      throw new Failed(`${count} events ${type}, expected ${String(given.count)}`);
  }
}
