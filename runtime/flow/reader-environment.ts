import type { BecauseValue } from './execution';
import type { Environment } from './facts';

/** A thing of the installation: the name in its own language, and in all that it has one in. */
interface NamedThing {
  name: string;
  names?: Record<string, string>;
}

/** The environment as somebody reads it: every thing by its name in his language, where it has one. */
export function readerEnvironment(environment: Environment, language: string): Environment {
  const { calendars, queues, mailboxes, teams, chats, hooks } = environment;
  return {
    ...environment,
    calendars: named(calendars, language),
    queues: named(queues, language),
    mailboxes: named(mailboxes, language),
    teams: named(teams, language),
    ...(chats ? { chats: named(chats, language) } : {}),
    ...(hooks ? { hooks: named(hooks, language) } : {}),
  };
}

/** A thing's name for an explanation, which every reader gets in his own language. */
export function nameForReaders(thing: NamedThing | undefined, slot: string): BecauseValue {
  if (thing?.names && Object.keys(thing.names).length > 0) return { texts: thing.names };
  return thing?.name ?? slot;
}

function named<Thing extends NamedThing>(
  things: Record<string, Thing>,
  language: string,
): Record<string, Thing> {
  return Object.fromEntries(
    Object.entries(things).map(([slot, thing]) => [
      slot,
      { ...thing, name: thing.names?.[language] || thing.name },
    ]),
  );
}
