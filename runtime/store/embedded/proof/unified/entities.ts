import { type CollectionOptions, type DbOptions, GridFSBucket, MongoClient } from 'mongodb';
import { EventLog } from './event-log';
import { isObject, type Json, type JsonObject, type Named } from './match';
import { doc, type Target, UnknownOperation } from './operations/target';

/** Everything a test has a name for: clients and what hangs on them, sessions, cursors, kept results. */
export class Entities implements Named {
  private readonly targets = new Map<string, Target>();
  private readonly values = new Map<string, Json>();
  private readonly lsids = new Map<string, Json>();
  private readonly clients = new Map<string, MongoClient>();
  private readonly logs = new Map<string, EventLog>();

  constructor(private readonly uri: string) {}

  async close(): Promise<void> {
    for (const client of this.clients.values()) await client.close();
  }

  /** Throws `UnknownOperation` where there is nothing of that name. */
  target(name: string): Target {
    const target = this.targets.get(name);
    if (target === undefined) throw new UnknownOperation(`an operation on ${name}`);
    return target;
  }

  client(name: string): MongoClient {
    const client = this.clients.get(name);
    if (client === undefined) throw new UnknownOperation(`the client ${name}`);
    return client;
  }

  log(name: string): EventLog {
    return this.logs.get(name) ?? new EventLog([]);
  }

  value(name: string): Json {
    return this.values.get(name);
  }

  lsid(name: string): Json {
    return this.lsids.get(name);
  }

  /** Keeps the result of an operation under a name. */
  keep(name: string, result: Json): void {
    if (isTarget(result)) this.targets.set(name, result);
    else this.values.set(name, result);
  }

  async create(entity: JsonObject): Promise<void> {
    const [[kind, spec] = ['', undefined]] = Object.entries(entity);
    if (!isObject(spec)) throw new UnknownOperation(`createEntities.${kind}`);
    const id = String(spec.id);
    switch (kind) {
      case 'client':
        return this.createClient(id, spec);
      case 'database': {
        const client = this.client(String(spec.client));
        const database = client.db(String(spec.databaseName), databaseOptions(spec.databaseOptions));
        this.targets.set(id, { kind, client, database });
        return;
      }
      case 'collection': {
        const { client, database } = this.database(spec);
        const chosen = databaseOptions(spec.collectionOptions);
        const collection = database.collection(String(spec.collectionName), chosen);
        this.targets.set(id, { kind, client, collection });
        return;
      }
      case 'session': {
        const session = this.client(String(spec.client)).startSession(doc(spec.sessionOptions));
        this.targets.set(id, { kind, session });
        this.lsids.set(id, session.id);
        return;
      }
      case 'bucket':
        this.targets.set(id, {
          kind,
          bucket: new GridFSBucket(this.database(spec).database, doc(spec.bucketOptions)),
        });
        return;
      default:
        throw new UnknownOperation(`createEntities.${kind}`);
    }
  }

  private async createClient(id: string, spec: JsonObject): Promise<void> {
    if (spec.autoEncryptOpts !== undefined) throw new UnknownOperation('a client that encrypts');
    const client = new MongoClient(this.uri, {
      ...doc(spec.uriOptions),
      ...(isObject(spec.serverApi) ? { serverApi: { version: '1' as const, ...spec.serverApi } } : {}),
      monitorCommands: true,
    });
    const log = new EventLog(
      texts(spec.ignoreCommandMonitoringEvents),
      spec.observeSensitiveCommands === true,
    );
    log.observe(client, texts(spec.observeEvents));
    this.clients.set(id, client);
    this.logs.set(id, log);
    this.targets.set(id, { kind: 'client', client });
    await client.connect();
  }

  private database(spec: JsonObject): Target & { readonly kind: 'database' } {
    const target = this.target(String(spec.database));
    if (target.kind !== 'database') throw new UnknownOperation(`the database ${String(spec.database)}`);
    return target;
  }
}

function texts(value: Json): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function databaseOptions(value: Json): DbOptions & CollectionOptions {
  return doc(value);
}

function isTarget(value: Json): value is Target {
  return isObject(value) && value.kind === 'cursor' && 'cursor' in value;
}
