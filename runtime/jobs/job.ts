/**
 * Recurring work in the background. A job may be done twice or by two processes at once (a scheduler promises no more),
 * so every handler is idempotent. Nothing on the way of a message depends on a job being done in time.
 */
export interface Job {
  name: string;
  /** Milliseconds between two beginnings. */
  everyMs: number;
  handle(): Promise<void>;
}

/** Where jobs are scheduled: the only thing that knows the scheduler. */
export interface JobScheduler {
  start(jobs: Job[]): Promise<void>;
  /** Begins no more, and waits for those at work. */
  stop(): Promise<void>;
}
