import { toNumber } from '../bson/number';
import { type Doc, docOf, integer, isNumeric, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';

/** How one command is made to fail. */
export interface Failure {
  readonly error: CommandError | undefined;
  /** The connection is cut instead of an answer. */
  readonly closesConnection: boolean;
  /** The command begins this many milliseconds later. */
  readonly delayMs: number;
  /** Stands in the answer of a command that was done all the same. */
  readonly writeConcernError: Doc | undefined;
}

interface FailCommand {
  readonly commands: ReadonlySet<Value>;
  readonly failure: Failure;
  skip: number;
  /** How often it still fails. */
  times: number;
}

/**
 * Failures on demand, as MongoDB has them for tests (`failCommand`): what a program does when a command fails, comes
 * late or breaks off. Only there where the server is started for tests.
 */
export class FailPoints {
  private active: FailCommand | undefined;

  /** Reads a `configureFailPoint` command. */
  configure(command: Doc): Doc {
    const name = command.get('configureFailPoint');
    if (name !== 'failCommand') throw unsupported(`the fail point ${String(name)}`);
    const mode = command.get('mode');
    const data = command.get('data');
    if (mode === 'off') this.active = undefined;
    else if (data instanceof Map) {
      const names = data.get('failCommands');
      this.active = {
        commands: new Set(Array.isArray(names) ? names : []),
        failure: failureOf(data),
        skip: numberIn(mode, 'skip') ?? 0,
        times: numberIn(mode, 'times') ?? Number.POSITIVE_INFINITY,
      };
    } else throw new CommandError(9, "failCommand needs 'data'");
    return docOf({ count: integer(0), ok: 1 });
  }

  /** How this command fails; undefined where it does not. */
  next(command: string): Failure | undefined {
    const { active } = this;
    if (active === undefined || command === 'configureFailPoint' || !active.commands.has(command))
      return undefined;
    if (active.skip > 0) {
      active.skip -= 1;
      return undefined;
    }
    if (active.times <= 0) return undefined;
    active.times -= 1;
    return active.failure;
  }
}

function failureOf(data: Doc): Failure {
  const allowed = [
    'failCommands',
    'errorCode',
    'errorLabels',
    'closeConnection',
    'blockConnection',
    'blockTimeMS',
    'writeConcernError',
  ];
  for (const name of data.keys()) if (!allowed.includes(name)) throw unsupported(`the fail point's ${name}`);
  const code = data.get('errorCode');
  const labels = data.get('errorLabels');
  const concern = data.get('writeConcernError');
  return {
    error: isNumeric(code)
      ? new CommandError(
          toNumber(code),
          "Failing command via 'failCommand' failpoint",
          labels === undefined ? undefined : docOf({ errorLabels: labels }),
        )
      : undefined,
    closesConnection: data.get('closeConnection') === true,
    delayMs: data.get('blockConnection') === true ? (numberIn(data, 'blockTimeMS') ?? 0) : 0,
    writeConcernError: concern instanceof Map ? concern : undefined,
  };
}

function numberIn(value: Value | undefined, name: string): number | undefined {
  const inner = value instanceof Map ? value.get(name) : undefined;
  return isNumeric(inner) ? toNumber(inner) : undefined;
}
