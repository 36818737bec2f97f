import { toNumber } from '../bson/number';
import { type Doc, docOf, integer, isNumeric, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';

/** How one command is made to fail. */
export interface Failure {
  readonly error: CommandError | undefined;
  /** The connection is cut instead of an answer. */
  readonly closesConnection: boolean;
  /** Whether the command is done before its connection is cut. */
  readonly isDone: boolean;
  /** The command begins this many milliseconds later. */
  readonly delayMs: number;
  /** Stands in the answer of a command that was done all the same. */
  readonly writeConcernError: Doc | undefined;
  /** The labels of the answer; undefined where the server chooses them by the error's code. */
  readonly labels: Value | undefined;
}

/** The command that is about to run. */
export interface Asked {
  readonly request: Doc;
  /** The name that the client gave itself. */
  readonly application: string | undefined;
  /** Whether it writes something numbered that is not done yet. */
  readonly writesNumbered: () => boolean;
}

interface FailPoint {
  readonly hits: (asked: Asked) => boolean;
  readonly failure: Failure;
  /** Between 0 and 1. */
  readonly probability: number;
  skip: number;
  /** How often it still fails. */
  times: number;
}

/**
 * Failures on demand, as MongoDB has them for tests: what a program does when a command fails, comes late or breaks off
 * (`failCommand`), or when the answer to a numbered write is lost (`onPrimaryTransactionalWrite`). Only there where the
 * server is started for tests.
 */
export class FailPoints {
  private readonly active = new Map<string, FailPoint>();
  private set = 0;

  /** Reads a `configureFailPoint` command. */
  configure(command: Doc): Doc {
    const name = command.get('configureFailPoint');
    const read = typeof name === 'string' ? KINDS[name] : undefined;
    if (typeof name !== 'string' || read === undefined)
      throw unsupported(`the fail point ${String(name)}`, 190);
    const mode = command.get('mode');
    if (mode === 'off') this.active.delete(name);
    else {
      const data = command.get('data');
      if (data !== undefined && !(data instanceof Map))
        throw new CommandError(14, "the 'data' of a fail point has to be an object");
      this.active.set(name, { ...read(data ?? new Map()), ...modeOf(mode) });
      this.set += 1;
    }
    return docOf({ count: integer(this.set), ok: 1 });
  }

  /** How this command fails; undefined where it does not. */
  next(asked: Asked): Failure | undefined {
    if (this.active.size === 0 || asked.request.has('configureFailPoint')) return undefined;
    for (const point of this.active.values()) {
      if (!point.hits(asked)) continue;
      if (point.skip > 0) {
        point.skip -= 1;
        continue;
      }
      if (point.times <= 0 || Math.random() >= point.probability) continue;
      point.times -= 1;
      return point.failure;
    }
    return undefined;
  }
}

type Kind = (data: Doc) => Pick<FailPoint, 'hits' | 'failure'>;

const KINDS: Readonly<Record<string, Kind>> = {
  failCommand,
  onPrimaryTransactionalWrite,
};

function modeOf(mode: Value | undefined): Pick<FailPoint, 'probability' | 'skip' | 'times'> {
  const known =
    mode === 'alwaysOn' || (mode instanceof Map && [...mode.keys()].every((key) => MODES.has(key)));
  if (!known) throw new CommandError(2, `unknown mode of a fail point: ${String(mode)}`);
  return {
    skip: numberIn(mode, 'skip') ?? 0,
    times: numberIn(mode, 'times') ?? Number.POSITIVE_INFINITY,
    probability: numberIn(mode, 'activationProbability') ?? 1,
  };
}

const MODES: ReadonlySet<string> = new Set(['times', 'skip', 'activationProbability']);

function failCommand(data: Doc): Pick<FailPoint, 'hits' | 'failure'> {
  allow(data, [
    'failCommands',
    'namespace',
    'appName',
    'failInternalCommands',
    'errorCode',
    'errorLabels',
    'errorExtraInfo',
    'closeConnection',
    'blockConnection',
    'blockTimeMS',
    'writeConcernError',
  ]);
  const names = data.get('failCommands');
  const commands = new Set(Array.isArray(names) ? names : []);
  const namespace = data.get('namespace');
  const application = data.get('appName');
  return {
    hits(asked) {
      const [name = ''] = asked.request.keys();
      if (!commands.has(name) && !commands.has(ALIASES[name] ?? name)) return false;
      if (application !== undefined && application !== asked.application) return false;
      return namespace === undefined || namespace === namespaceOf(asked.request, name);
    },
    failure: failureOf(data),
  };
}

/** Other names of commands, which fail points mean too. */
const ALIASES: Readonly<Record<string, string>> = {
  ismaster: 'isMaster',
  buildinfo: 'buildInfo',
  findandmodify: 'findAndModify',
  deleteIndexes: 'dropIndexes',
  dbstats: 'dbStats',
  collstats: 'collStats',
};

function failureOf(data: Doc): Failure {
  const code = data.get('errorCode');
  const concern = data.get('writeConcernError');
  const details = data.get('errorExtraInfo');
  return {
    error: isNumeric(code)
      ? new CommandError(
          toNumber(code),
          "Failing command via 'failCommand' failpoint",
          details instanceof Map ? details : undefined,
        )
      : undefined,
    closesConnection: data.get('closeConnection') === true,
    isDone: false,
    delayMs: data.get('blockConnection') === true ? (numberIn(data, 'blockTimeMS') ?? 0) : 0,
    writeConcernError: concern instanceof Map ? concern : undefined,
    labels: data.get('errorLabels'),
  };
}

/** Breaks off a numbered write: after it is done or, with `failBeforeCommitExceptionCode`, before. */
function onPrimaryTransactionalWrite(data: Doc): Pick<FailPoint, 'hits' | 'failure'> {
  allow(data, ['closeConnection', 'failBeforeCommitExceptionCode']);
  const code = numberIn(data, 'failBeforeCommitExceptionCode');
  return {
    hits: ({ writesNumbered }) => writesNumbered(),
    failure: {
      error:
        code === undefined
          ? undefined
          : new CommandError(code, "Failing write due to 'onPrimaryTransactionalWrite' failpoint"),
      closesConnection: data.get('closeConnection') !== false,
      isDone: code === undefined,
      delayMs: 0,
      writeConcernError: undefined,
      labels: undefined,
    },
  };
}

function allow(data: Doc, names: readonly string[]): void {
  for (const name of data.keys())
    if (!names.includes(name)) throw unsupported(`the fail point's ${name}`, 190);
}

function namespaceOf(request: Doc, command: string): string {
  const name = command === 'getMore' ? 'collection' : command;
  return `${String(request.get('$db'))}.${String(request.get(name))}`;
}

function numberIn(value: Value | undefined, name: string): number | undefined {
  const inner = value instanceof Map ? value.get(name) : undefined;
  return isNumeric(inner) ? toNumber(inner) : undefined;
}
