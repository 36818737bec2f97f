import { beforeEach, describe, expect, it } from 'vitest';
import { listFailedExecutions, startAgain } from '@/runtime/administration/failed-executions';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { readTicketHistory } from '@/runtime/inbox/ticket-history';
import type { Interpreter } from '@/runtime/interpreter/interpreter';
import { movesOfFlow, readMove } from '@/runtime/library/move-progress';
import { publishFlow } from '@/runtime/library/publish-flow';
import { readRecordedTape } from '@/runtime/library/recorded-tape';
import { type MoveChoice, waitingExecutions } from '@/runtime/library/waiting-executions';
import { replayTape } from '@/runtime/scenarios/replay-tape';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Flows } from '@/runtime/store/flows';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { Timers } from '@/runtime/store/timers';
import { installationOfFile } from './installation-of-file';
import { moveExecutions } from './move-executions';
import { createTestEngine, resetInstallation, type TestEngineOptions, testMessage } from './test-kit';
import { testRegistry } from './test-nodes';

installationOfFile();
beforeEach(() => resetInstallation(flow('billing')));

const HOUR = 3_600_000;
const later = () => Date.now() + HOUR;
const waiting = 3;

/** Mail -> a wait at `waitNode` -> a queue. */
function flow(queue: string, waitNode: string | null = 'pause', type = 'wait'): FlowDocument {
  const nodes = [
    { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
    ...(waitNode === null
      ? []
      : [{ id: waitNode, type, title: 'Pause', config: { amount: 30, unit: 'minutes' } }]),
    { id: 'queue', type: 'queue', config: { queue } },
  ];
  const edges = nodes.slice(1).map(({ id }, index) => ({
    id: `e${index}`,
    from: { node: nodes[index]?.id ?? '', port: nodes[index]?.id === waitNode ? 'up' : 'next' },
    to: id,
  }));
  return flowDocumentSchema.parse({ schemaVersion: 1, id: 'pausing', name: 'Pausing', nodes, edges });
}

async function publish(document: FlowDocument, moves: Record<string, MoveChoice> = {}) {
  await Flows.updateOne({ _id: document.id }, { $set: { document } }).exec();
  const { revision } = (await Flows.findById(document.id).lean().exec()) ?? { revision: 0 };
  return publishFlow({ id: document.id, revision, note: '', moves }, null, () => []);
}

async function receiveWaiting(): Promise<void> {
  const engine = createTestEngine();
  await Promise.all(Array.from({ length: waiting }, () => engine.receive(testMessage())));
  await engine.settle();
}

/** An engine that also does what the worker's job does. */
function movingEngine(options: TestEngineOptions = {}) {
  const engine = createTestEngine(options);
  return { ...engine, move: () => moveExecutions({ ...engine.context, nudge: engine.nudge }) };
}

const executions = () => Executions.find({}).lean<ExecutionRecord[]>().exec();
const queues = async () =>
  (await Tickets.find({}).lean<TicketRecord[]>().exec()).map(({ queueId }) => queueId);

/** The tape knows where each was moved: walked again it gives the same commands and steps, and stands where the execution stands. */
async function expectSameReplay(interpreter: Interpreter): Promise<void> {
  for (const execution of await executions()) {
    const tape = await readRecordedTape(execution, interpreter.compile);
    if (!tape) throw new Error('A version of the flow is not in the store.');
    const { differences, end } = await replayTape(interpreter, tape);
    expect(differences).toEqual([]);
    expect(end).toEqual(execution.state);
  }
}

async function sentencesOfHistory(language: string): Promise<string[]> {
  const [ticket] = await Tickets.find({}).lean<TicketRecord[]>().exec();
  const history = await readTicketHistory(ticket?._id ?? '', language, {});
  return history.flatMap((entry) => (entry.by === 'flow' ? `${entry.nodeTitle}: ${entry.sentence}` : []));
}

describe('publishing while executions wait', () => {
  it('tells where they would stand, those whose node is gone first', async () => {
    await receiveWaiting();
    const [here] = await waitingExecutions('pausing', flow('service'), testRegistry);
    expect(here).toMatchObject({
      nodeId: 'pause',
      nodeType: 'wait',
      title: 'Pause',
      count: waiting,
      standing: 'same',
      versions: [{ version: 1, count: waiting }],
      choices: ['stay', 'move', 'restart'],
    });
    const [gone] = await waitingExecutions('pausing', flow('service', 'other'), testRegistry);
    expect(gone).toMatchObject({ nodeId: 'pause', standing: 'gone', choices: ['stay', 'restart'] });
    const [changed] = await waitingExecutions('pausing', flow('service', 'pause', 'close'), testRegistry);
    expect(changed?.standing).toBe('changed');
  });

  it('lets them finish on their version where nothing else is chosen', async () => {
    await receiveWaiting();
    expect(await publish(flow('service'))).toEqual({ version: 2, moveId: null });
    const engine = movingEngine({ now: later });
    await engine.move();
    await engine.settle();
    expect(await queues()).toEqual(Array.from({ length: waiting }, () => 'queue-billing'));
  });

  it('moves them: they go on in the new version with what they wait for', async () => {
    await receiveWaiting();
    const { moveId } = await publish(flow('service'), { pause: 'move' });
    await movingEngine().move();
    expect(await readMove(moveId ?? '')).toMatchObject({ state: 'done', total: 3, moved: 3, stayed: 0 });
    for (const { flowVersion, status, moves } of await executions()) {
      expect([flowVersion, status]).toEqual([2, 'waiting']);
      expect(moves).toMatchObject([{ kind: 'move', fromVersion: 1, toVersion: 2, afterEntries: 1 }]);
    }
    const engine = movingEngine({ now: later });
    await engine.settle();
    expect(await queues()).toEqual(Array.from({ length: waiting }, () => 'queue-service'));
    await expectSameReplay(engine.context.interpreter);
    expect(await sentencesOfHistory('en')).toContain(
      'Pause: The ticket waited here when version 2 of the flow was published, and went on in it (before: version 1).',
    );
  });

  it('restarts them: they begin again, and no timer of the former walk is left', async () => {
    await receiveWaiting();
    await publish(flow('service', null), { pause: 'restart' });
    const engine = movingEngine();
    await engine.move();
    await engine.settle();
    expect(await movesOfFlow('pausing')).toMatchObject([{ restarted: 3, state: 'done' }]);
    expect(await queues()).toEqual(Array.from({ length: waiting }, () => 'queue-service'));
    expect(await Timers.countDocuments({}).exec()).toBe(0);
    for (const { status, outbox, pending, tape } of await executions()) {
      expect({ status, outbox, pending }).toEqual({ status: 'completed', outbox: [], pending: [] });
      expect(tape).toHaveLength(2);
    }
    await expectSameReplay(engine.context.interpreter);
    expect(await sentencesOfHistory('de')).toContain(
      'Pause: Das Ticket wartete hier, als Version 2 des Flows veröffentlicht wurde, und begann in ihr von vorn (vorher: Version 1).',
    );
  });

  it('refuses to move to a node that is gone', async () => {
    await receiveWaiting();
    await expect(publish(flow('service', 'other'), { pause: 'move' })).rejects.toMatchObject({
      code: 'moveImpossible',
    });
  });

  it('leaves the rest to a newer publication', async () => {
    await receiveWaiting();
    const { moveId } = await publish(flow('service'), { pause: 'move' });
    await publish(flow('cancellations'));
    await movingEngine().move();
    expect(await readMove(moveId ?? '')).toMatchObject({ state: 'done', moved: 0, stayed: 3 });
    expect((await executions()).map(({ flowVersion }) => flowVersion)).toEqual([1, 1, 1]);
  });

  it('moves none that a worker is at: it is looked at again', async () => {
    await receiveWaiting();
    const [first] = await executions();
    const event = { type: 'cancelled' as const, id: 'c', at: 0, reason: 'test' };
    await Executions.updateOne({ _id: first?._id }, { $push: { pending: event } }).exec();
    const { moveId } = await publish(flow('service'), { pause: 'move' });
    const engine = movingEngine();
    await engine.move();
    expect(await readMove(moveId ?? '')).toMatchObject({ state: 'running', moved: 2 });
    await Executions.updateOne({ _id: first?._id }, { $set: { pending: [] } }).exec();
    await engine.move();
    await engine.move();
    expect(await readMove(moveId ?? '')).toMatchObject({ state: 'done', moved: 3, stayed: 0 });
  });

  it.each(['move', 'restart'] as const)(
    '%s: does each once, at whatever step a worker dies',
    async (choice) => {
      const points: string[] = [];
      await receiveWaiting();
      await publish(flow('service'), { pause: choice });
      await movingEngine({ reached: (point) => points.push(point) }).move();
      expect(points).toEqual(['moves:begun', 'moves:moved', 'moves:counted']);
      for (const point of points) {
        await resetInstallation(flow('billing'));
        await receiveWaiting();
        const { moveId } = await publish(flow('service'), { pause: choice });
        const dying = movingEngine({ dieAt: { point, times: 1 } });
        await Promise.race([dying.move(), dying.died]);
        const next = movingEngine({ now: () => Date.now() + 60_000 });
        await next.move();
        await next.settle();
        expect(await readMove(moveId ?? ''), point).toMatchObject({
          state: 'done',
          moved: choice === 'move' ? waiting : 0,
          restarted: choice === 'restart' ? waiting : 0,
          stayed: 0,
        });
        for (const { moves, flowVersion } of await executions()) {
          expect(moves).toHaveLength(1);
          expect(flowVersion).toBe(2);
        }
        await movingEngine({ now: () => Date.now() + 2 * HOUR }).settle();
        expect(await queues()).toEqual(Array.from({ length: waiting }, () => 'queue-service'));
      }
    },
  );
});

describe('an execution that failed', () => {
  it('is listed with its reason, and begins again on the published version when somebody asks', async () => {
    await resetInstallation(flow('billing', 'pause', 'no-such-type'));
    const engine = createTestEngine();
    await engine.receive(testMessage());
    await engine.settle();
    const [failed] = await listFailedExecutions(null, 10);
    expect(failed).toMatchObject({ flowName: 'Pausing', flowVersion: 1, node: 'Pause', abandoned: [] });
    expect(failed?.reason).toContain('no-such-type');

    await publish(flow('billing', null));
    await startAgain(failed?.id ?? '', testRegistry, new Date());
    await engine.settle();
    expect(await queues()).toEqual(['queue-billing']);
    const [execution] = await executions();
    expect(execution).toMatchObject({ status: 'completed', flowVersion: 2, outbox: [], pending: [] });
    expect(await listFailedExecutions(null, 10)).toEqual([]);
    await expect(startAgain(failed?.id ?? '', testRegistry, new Date())).rejects.toMatchObject({
      code: 'executionNotFailed',
    });
  });
});
