import {
  BSON,
  type CommandFailedEvent,
  type CommandStartedEvent,
  type CommandSucceededEvent,
  type MongoClient,
} from 'mongodb';
import { difference, isObject, type Json, type JsonObject, type Named } from './match';

const { EJSON } = BSON;

interface Recorded {
  readonly type: string;
  readonly commandName: string;
  readonly databaseName: string;
  /** The command or the reply, as it was when the event came. */
  readonly body: Json;
}

/** The commands that one client has sent and what became of them. */
export class EventLog {
  private readonly events: Recorded[] = [];
  private readonly ignored: ReadonlySet<string>;

  constructor(
    ignored: readonly string[],
    /** Whether commands that carry secrets count; the driver tells of them without their content. */
    private readonly observesSensitive = false,
  ) {
    this.ignored = new Set([...ignored, 'configureFailPoint']);
  }

  observe(client: MongoClient, types: readonly string[]): void {
    if (types.includes('commandStartedEvent'))
      client.on('commandStarted', (event: CommandStartedEvent) =>
        this.note('commandStartedEvent', event.commandName, event.databaseName, event.command),
      );
    if (types.includes('commandSucceededEvent'))
      client.on('commandSucceeded', (event: CommandSucceededEvent) =>
        this.note('commandSucceededEvent', event.commandName, event.databaseName, event.reply),
      );
    if (types.includes('commandFailedEvent'))
      client.on('commandFailed', (event: CommandFailedEvent) =>
        this.note('commandFailedEvent', event.commandName, event.databaseName, undefined),
      );
  }

  /** What differs from the events that a test expects; undefined where nothing does. */
  differenceFrom(expectation: JsonObject, named: Named): string | undefined {
    // Events of connections and of the server's discovery are not what a database server is tested by.
    if (expectation.eventType !== undefined && expectation.eventType !== 'command') return undefined;
    const wanted = Array.isArray(expectation.events) ? expectation.events.filter(isObject) : [];
    for (const [at, event] of wanted.entries()) {
      const [[type, spec] = ['', undefined]] = Object.entries(event);
      const seen = this.events[at];
      if (seen === undefined) return `event ${at}: expected ${type}, found nothing`;
      const found = eventDifference(type, isObject(spec) ? spec : {}, seen, named);
      if (found !== undefined) return `event ${at} (${seen.commandName})${found}`;
    }
    const extra = this.events[wanted.length];
    return extra === undefined || expectation.ignoreExtraEvents === true
      ? undefined
      : `event ${wanted.length}: ${extra.type} of ${extra.commandName} was not expected`;
  }

  count(type: string): number {
    return this.events.filter((event) => event.type === type).length;
  }

  /** The sessions of the last two commands. */
  lastSessions(): Json[] {
    return this.events
      .filter((event) => event.type === 'commandStartedEvent')
      .slice(-2)
      .map((event) => (isObject(event.body) ? event.body.lsid : undefined));
  }

  private note(type: string, commandName: string, databaseName: string, body: Json): void {
    if (this.ignored.has(commandName)) return;
    const isGreeting = GREETINGS.has(commandName) && isObject(body) && Object.keys(body).length === 0;
    if (!this.observesSensitive && (SENSITIVE.has(commandName) || isGreeting)) return;
    const copy: Json =
      body === undefined
        ? undefined
        : EJSON.parse(EJSON.stringify(body, { relaxed: true }), { relaxed: true });
    this.events.push({ type, commandName, databaseName, body: copy });
  }
}

function eventDifference(type: string, spec: JsonObject, seen: Recorded, named: Named): string | undefined {
  if (type !== seen.type) return `: expected ${type}, found ${seen.type}`;
  for (const name of ['commandName', 'databaseName'] as const) {
    if (spec[name] !== undefined && spec[name] !== seen[name])
      return `.${name}: expected ${String(spec[name])}, found ${seen[name]}`;
  }
  const body = spec.command ?? spec.reply;
  return body === undefined ? undefined : difference(body, seen.body, named, true);
}

/** https://github.com/mongodb/specifications/blob/master/source/unified-test-format/unified-test-format.md#entity */
const SENSITIVE: ReadonlySet<string> = new Set([
  'authenticate',
  'saslStart',
  'saslContinue',
  'getnonce',
  'createUser',
  'updateUser',
  'copydbgetnonce',
  'copydbsaslstart',
  'copydb',
]);

/** Without content they came with a login. */
const GREETINGS: ReadonlySet<string> = new Set(['hello', 'ismaster', 'isMaster']);
