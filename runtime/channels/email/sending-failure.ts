import { type FailureCause, failureCauses } from './failure-causes';

/** Why a mail did not leave: a known cause, or a limit of the mailbox itself, with the words of the server. */
export interface SendingFailure {
  cause: FailureCause | 'rateLimit' | null;
  /** In whatever language the server speaks; may be empty. */
  words: string;
}

const causes = ['rateLimit', ...failureCauses] as const;

/** As it is stored with a message: `certificate: self-signed certificate`. */
export function writeSendingFailure(cause: FailureCause, words: string): string {
  return words === '' ? cause : `${cause}: ${words}`;
}

/** Reads what was stored; a text without a known cause is the server's own. */
export function readSendingFailure(stored: string): SendingFailure {
  const cause = causes.find((known) => stored === known || stored.startsWith(`${known}: `)) ?? null;
  return { cause, words: cause === null ? stored : stored.slice(cause.length + 2) };
}
