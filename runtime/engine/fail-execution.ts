import type { Command } from '@/runtime/flow/execution';
import { FALLBACK_QUEUE } from '@/runtime/interpreter/detour';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import type { EngineContext } from './engine-context';

/**
 * An execution that the engine itself could not advance: tried again later, and after `maxAttempts` given up. Giving up
 * means that the ticket goes to the fallback queue with a note for people, and the ledger says so; commands that
 * cannot be carried out are laid aside on the execution, where they can be seen.
 */
export async function failExecution(
  context: EngineContext,
  execution: ExecutionRecord,
  error: unknown,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const current = await nativeCollection(Executions).findOne({ _id: execution._id });
  if (!current) return;
  const attempts = current.attempts + 1;
  context.log.error({ error, execution: execution._id, attempts }, 'An execution could not be advanced.');
  const now = context.now();
  if (attempts < context.limits.maxAttempts) {
    await nativeCollection(Executions).updateOne(
      { _id: execution._id, revision: current.revision },
      { $set: { attempts, lastError: message, owner: null, dueAt: new Date(now + backoff(attempts)) } },
    );
    return;
  }
  await giveUp(context, current as ExecutionRecord, message);
}

/** Milliseconds until the next attempt. */
function backoff(attempts: number): number {
  return Math.min(60_000, 500 * 2 ** (attempts - 1));
}

async function giveUp(context: EngineContext, execution: ExecutionRecord, message: string): Promise<void> {
  const now = new Date(context.now());
  const lease = new Date(now.getTime());
  const first = nextSeq(execution);
  const { snapshot } = context.environments;
  const { settings } = await snapshot();
  const commands: Command[] = [
    { type: 'addNote', text: noteText(settings.language, message), seq: first, nodeId: '' },
    {
      type: 'enqueueTicket',
      queue: FALLBACK_QUEUE,
      priority: null,
      reason: null,
      seq: first + 1,
      nodeId: '',
    },
  ];
  // Once the ticket stands in the fallback queue there is nothing left to give up: only the outbox is laid aside.
  const already = execution.status === 'failed';
  await nativeCollection(Executions).updateOne(
    { _id: execution._id, revision: execution.revision },
    {
      $set: {
        status: 'failed',
        attempts: 0,
        lastError: message,
        endedAt: now,
        updatedAt: now,
        revision: execution.revision + 1,
        pending: [],
        abandoned: [...execution.abandoned, ...execution.outbox],
        outbox: already
          ? []
          : commands.map((command) => ({
              seq: command.seq,
              command,
              attempts: 0,
              leaseUntil: lease,
              lastError: null,
            })),
        dueAt: now,
        owner: null,
        ...(execution.state ? { 'state.nextSeq': first + commands.length, 'state.status': 'failed' } : {}),
      },
    },
  );
  await nativeCollection(Ledger).updateMany(
    { _id: { $in: [execution._id, ...execution.pending.map(({ id }) => id)] } },
    { $set: { reason: 'flowFailed', detail: message.slice(0, 1000) } },
  );
  context.nudge('advance');
}

function nextSeq({ state, outbox }: ExecutionRecord): number {
  return Math.max(state?.nextSeq ?? 1, ...outbox.map(({ seq }) => seq + 1));
}

function noteText(language: string, message: string): string {
  return language === 'de'
    ? `Der Flow konnte für dieses Ticket nicht weitergeführt werden (${message}). Es liegt darum in der Auffang-Warteschlange.`
    : `The flow could not be continued for this ticket (${message}). It has been put into the fallback queue.`;
}
