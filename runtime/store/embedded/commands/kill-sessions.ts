import { randomBytes } from 'node:crypto';
import { Binary, type Doc, docOf, integer, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { SESSION_MINUTES } from '../limits';
import { sessionOf } from '../server/retryable-writes';
import type { CommandContext } from './command';

/** `startSession`: https://www.mongodb.com/docs/manual/reference/command/startSession/ */
export function startSession({ args, store }: CommandContext): Doc {
  args.allow();
  const bytes = randomBytes(16);
  // A UUID of version 4 (RFC 9562).
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  store.sessions.note(bytes.toString('hex'));
  return docOf({
    id: docOf({ id: new Binary(4, bytes) }),
    timeoutMinutes: integer(SESSION_MINUTES),
    ok: 1,
  });
}

/** `killSessions`: ends the work and the cursors of the named sessions; an empty list means all. */
export function killSessions(context: CommandContext): Doc {
  context.args.allow();
  const named = context.args.documents('killSessions').map((item) => sessionIn(item));
  return kill(context, named.length === 0 ? undefined : named);
}

/** `killAllSessions`: of everybody. Nobody has a name here, so users cannot be told apart. */
export function killAllSessions(context: CommandContext): Doc {
  context.args.allow();
  if (context.args.documents('killAllSessions').length > 0)
    throw unsupported('killAllSessions for some users');
  return kill(context, undefined);
}

/** `killAllSessionsByPattern`: of everybody, or those whose ids are given. */
export function killAllSessionsByPattern(context: CommandContext): Doc {
  context.args.allow();
  const patterns = context.args.documents('killAllSessionsByPattern');
  const named: string[] = [];
  for (const pattern of patterns) {
    const other = [...pattern.keys()].find((key) => key !== 'lsid');
    if (other !== undefined) throw unsupported(`killAllSessionsByPattern with ${other}`);
    named.push(sessionIn(pattern.get('lsid')));
  }
  return kill(context, named.length === 0 ? undefined : named);
}

function sessionIn(value: Value | undefined): string {
  const session = sessionOf(value);
  if (session === undefined)
    throw new CommandError(40414, "BSON field 'KillSessionsFromClient.id' is missing but a required field");
  return session;
}

/** The command that kills goes on, whatever session it came with. */
function kill({ store, budget }: CommandContext, named: readonly string[] | undefined): Doc {
  const isMeant = (session: string | undefined): boolean =>
    named === undefined || (session !== undefined && named.includes(session));
  store.cursors.killOf(isMeant);
  for (const running of store.running)
    if (running !== budget && isMeant(running.session)) running.interrupt();
  return docOf({ ok: 1 });
}
