import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import type { Log } from '@/runtime/log';
import type { Job, JobScheduler } from './job';

export interface AgendaSchedulerOptions {
  /** A connected database: the scheduler ends the process when it has to connect by itself and cannot. */
  database: Db;
  log: Log;
  /** Milliseconds between two looks for due jobs. */
  processEveryMs?: number;
}

/** Jobs by Agenda, in the collection `jobs`: of several workers one does each, and a dead worker's job is taken over. */
export function createAgendaScheduler(options: AgendaSchedulerOptions): JobScheduler {
  const { log } = options;
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: options.database, collection: 'jobs' }),
    processEvery: options.processEveryMs ?? 1000,
    defaultLockLimit: 100,
    defaultConcurrency: 1,
    defaultLockLifetime: 60_000,
    removeOnComplete: true,
  });
  agenda.on('error', (error: Error) => log.error({ error }, 'The job scheduler has trouble.'));
  agenda.on('fail', (error: Error, job) => log.error({ error, job: job.attrs.name }, 'A job failed.'));

  return {
    async start(jobs: Job[]) {
      for (const job of jobs) agenda.define(job.name, () => job.handle());
      await agenda.start();
      for (const job of jobs) await agenda.every(job.everyMs, job.name);
      const names = jobs.map((job) => job.name);
      // Jobs of a former version would wait for a handler for ever.
      const { jobs: known } = await agenda.queryJobs({});
      const stale = known.map((job) => job.name).filter((name) => !names.includes(name));
      if (stale.length > 0) await agenda.cancel({ names: [...new Set(stale)] });
    },
    async stop() {
      await agenda.drain({ timeout: 5000 });
      await agenda.stop();
    },
  };
}
