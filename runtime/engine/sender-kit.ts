import type { ChannelHost, ChannelKind, OutgoingMessage, SendResult } from '@/runtime/channels/channel';
import { emailCapabilities } from '@/runtime/channels/email/email-capabilities';
import { createSender } from './send-outgoing';
import type { SenderContext } from './sender-context';

// For tests: senders whose channel answers as a test says.

export interface TestSender extends SenderContext {
  sent: OutgoingMessage[];
  clock: { at: number };
}

/** A sender with a channel that answers as the test says; `dieAt` stops it there for ever. */
export function openSender(
  answer: (outgoing: OutgoingMessage) => Promise<SendResult>,
  options: { repeatable?: boolean; dieAt?: string; at?: number } = {},
): TestSender {
  const sent: OutgoingMessage[] = [];
  const clock = { at: options.at ?? 2000 };
  const kind: ChannelKind = {
    kind: 'email',
    capabilities: { ...emailCapabilities, repeatableSend: options.repeatable ?? false },
    start: () => Promise.reject(new Error('not started here')),
    verify: () => Promise.resolve([]),
    async send(outgoing) {
      sent.push(outgoing);
      return answer(outgoing);
    },
  };
  return {
    sent,
    clock,
    now: () => clock.at,
    owner: 'test',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    kinds: new Map([['email', kind]]),
    hostFor: () => ({}) as ChannelHost,
    parallel: 5,
    parallelInChannel: 5,
    leaseMs: 1000,
    maxAttempts: 3,
    reached: (point) => (point === options.dieAt ? new Promise<void>(() => undefined) : Promise.resolve()),
  };
}

export const accept = async ({ beforeData }: OutgoingMessage): Promise<SendResult> => {
  await beforeData();
  return { state: 'sent', receipt: '250 ok' };
};

/** Sends what is due now, to the end. */
export async function sendOutgoing(context: SenderContext): Promise<number> {
  const sender = createSender(context, () => undefined);
  const begun = await sender.work();
  await sender.idle();
  return begun;
}
