import { arch, cpus, hostname, platform, release, totalmem } from 'node:os';
import { type Doc, docOf, integer, UtcDate, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { CURSOR_IDLE_MS, SESSION_MINUTES } from '../limits';
import type { Store } from '../server/store';
import type { CommandContext } from './command';

/** `hostInfo`: https://www.mongodb.com/docs/manual/reference/command/hostInfo/ */
export function hostInfo({ args, now }: CommandContext): Doc {
  args.allow();
  return docOf({
    system: docOf({
      currentTime: new UtcDate(now),
      hostname: hostname(),
      cpuAddrSize: integer(64),
      memSizeMB: BigInt(Math.round(totalmem() / 1048576)),
      numCores: integer(cpus().length),
      cpuArch: arch(),
      numaEnabled: false,
    }),
    os: docOf({ type: platform(), name: platform(), version: release() }),
    extra: docOf({}),
    ok: 1,
  });
}

/** `getCmdLineOpts`: programs look here whether the server fails on demand. */
export function getCmdLineOpts({ args, store }: CommandContext): Doc {
  args.allow();
  const forTests = store.failPoints !== undefined;
  return docOf({
    argv: forTests ? ['embedded', '--setParameter', 'enableTestCommands=1'] : ['embedded'],
    parsed: docOf(forTests ? { setParameter: docOf({ enableTestCommands: '1' }) } : {}),
    ok: 1,
  });
}

/** `getParameter`: what is fixed here, under the names that MongoDB has for it. */
export function getParameter(context: CommandContext): Doc {
  onlyOnAdmin(context, 'getParameter');
  const { args, store } = context;
  const known = parametersOf(store);
  const asked = args.get('getParameter');
  const details = asked instanceof Map ? asked : new Map<string, Value>();
  const names =
    asked === '*' || details.get('allParameters') === true || args.boolean('allParameters')
      ? [...known.keys()]
      : [...args.doc.keys()].filter((name) => known.has(name));
  if (names.length === 0) throw new CommandError(72, 'no option found to get');
  const reply: Doc = new Map();
  for (const name of names) {
    const value = known.get(name) ?? null;
    const shown =
      details.get('showDetails') === true
        ? docOf({ value, settableAtRuntime: false, settableAtStartup: false })
        : value;
    reply.set(name, shown);
  }
  reply.set('ok', 1);
  return reply;
}

/** `setParameter`: nothing can be set while the server runs. */
export function setParameter(context: CommandContext): never {
  onlyOnAdmin(context, 'setParameter');
  const known = parametersOf(context.store);
  const [, name = ''] = context.args.doc.keys();
  if (known.has(name)) throw new CommandError(20, `not allowed to change [${name}] at runtime`);
  throw new CommandError(
    72,
    `attempted to set unrecognized parameter [${name}], use help:true to see options `,
  );
}

function parametersOf(store: Store): Doc {
  return docOf({
    acceptApiVersion2: false,
    authenticationMechanisms: ['SCRAM-SHA-256'],
    cursorTimeoutMillis: BigInt(CURSOR_IDLE_MS),
    enableTestCommands: store.failPoints !== undefined,
    featureCompatibilityVersion: docOf({ version: '7.0' }),
    localLogicalSessionTimeoutMinutes: integer(SESSION_MINUTES),
    requireApiVersion: false,
    ttlMonitorEnabled: true,
  });
}

/** `getLog`: what happens here is told to the program that started the server, so nothing is kept. */
export function getLog(context: CommandContext): Doc {
  onlyOnAdmin(context, 'getLog');
  const kind = context.args.string('getLog');
  context.args.allow();
  if (kind === '*') return docOf({ names: ['global', 'startupWarnings'], ok: 1 });
  if (kind !== 'global' && kind !== 'startupWarnings') throw new CommandError(96, `No log named '${kind}'`);
  return docOf({ totalLinesWritten: integer(0), log: [], ok: 1 });
}

/** `whatsmyuri` */
export function whatsMyUri({ args, connection }: CommandContext): Doc {
  args.allow();
  return docOf({ you: `embedded:${connection}`, ok: 1 });
}

/** There are no other members to tell of. */
export function refuseReplication(): never {
  throw new CommandError(76, 'not running with --replSet');
}

function onlyOnAdmin({ database }: CommandContext, command: string): void {
  if (database !== 'admin')
    throw new CommandError(13, `${command} may only be run against the admin database.`);
}
