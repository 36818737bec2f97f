import { setFlagsFromString } from 'node:v8';
import { activityRegistry } from '@/nodes/activities.generated';
import { nodeRegistry } from '@/nodes/registry.generated';
import { createOneTimeLogin } from '@/runtime/accounts/one-time-login';
import { channelKinds } from '@/runtime/channels/channel-kinds';
import { createEngineContext } from '@/runtime/engine/create-engine-context';
import { createEngine } from '@/runtime/engine/engine';
import { createExpressionPool } from '@/runtime/engine/expression-pool';
import { createFlowCheck } from '@/runtime/engine/flow-check';
import { type RunningChannels, startChannels } from '@/runtime/engine/start-channels';
import { createAgendaScheduler } from '@/runtime/jobs/agenda-scheduler';
import { connectStore, disconnectStore, storeDatabase } from '@/runtime/store/connect';
import { languageOfEnvironment, seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { createProcessLog } from './process-log';
import { workerJobs } from './worker-jobs';

/**
 * The background process: channels, engine, sender and jobs. It tells its parent `{ type: 'ready' }` and, for the first
 * screen, where to log in once. SIGTERM, SIGINT or the end of the parent stop it cleanly; a kill loses nothing.
 */
// Under load every message lives for a moment: left to itself the heap grows to four times what is in use before it is swept.
setFlagsFromString('--heap-growing-percent=75');
const log = createProcessLog('worker');
const stopping = new AbortController();

async function main(): Promise<void> {
  await connectStore();
  if (process.env.STELLWERK_DEMO !== '0') {
    const seeded = await seedDemoWorkspace({ language: languageOfEnvironment(process.env), at: new Date() });
    if (seeded) log.info({}, 'The demo workspace has been set up.');
  }
  const pool = createExpressionPool();
  // The engine may queue something to be sent before the channels stand.
  const running: { channels?: RunningChannels } = {};
  const leaseMs = Number(process.env.STELLWERK_LEASE_MS ?? 30_000);
  const context = createEngineContext({
    registry: nodeRegistry,
    activities: activityRegistry,
    expressions: pool.expressions,
    log,
    limits: { leaseMs },
    allowPrivateHttp: process.env.STELLWERK_ALLOW_PRIVATE_HTTP === '1',
    onOutgoing: () => running.channels?.nudge(),
  });
  const engine = createEngine(context);
  engine.start();
  const channels = await startChannels({
    kinds: channelKinds,
    receive: engine.receive,
    now: context.now,
    owner: context.owner,
    log,
    dataDir: process.env.STELLWERK_DATA_DIR ?? 'data',
    leaseMs: Math.max(leaseMs, 1000),
  });
  running.channels = channels;
  const jobs = createAgendaScheduler({ database: storeDatabase(), log });
  await jobs.start(
    workerJobs({
      engine,
      context,
      now: context.now,
      log,
      check: createFlowCheck(nodeRegistry, context.environments).current,
    }),
  );
  await tellParent();

  await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
  // Nothing new comes in first; then what is on its way is brought to a safe place.
  await channels.stop();
  await jobs.stop();
  await engine.stop();
  pool.stop();
  await disconnectStore();
}

async function tellParent(): Promise<void> {
  if (!process.send) return;
  const { path } = await createOneTimeLogin();
  process.send({ type: 'login', path });
  process.send({ type: 'ready' });
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());
process.on('disconnect', () => stopping.abort());

main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.error({ error }, 'The worker ends because of an error.');
    process.exit(1);
  },
);
