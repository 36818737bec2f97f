import {
  compareReplayed,
  type MessageComparison,
  type RecordedMessage,
  type ReplayedMessage,
} from '@/runtime/scenarios/replay-messages';

export type ReplayRange = { days: number } | { last: number };

export interface ReplayWishes {
  range: ReplayRange;
  /** The flow whose messages are taken: the open one, or one that it shall take the place of. */
  source: string;
  standIns: Readonly<Record<string, string>>;
  classifyAnew: boolean;
}

/** A message of which the draft would make something else, with both ways. */
export interface ReplayExample extends ReplayedMessage {
  at: number;
  subject: string;
  from: string;
  recorded: RecordedMessage['steps'];
}

export interface ReplayOutcome {
  comparison: MessageComparison;
  /** By execution; those that stay as they were are not kept. */
  examples: ReadonlyMap<string, ReplayExample>;
  /** Nodes that ask something nobody answered at the time, and for how many messages. */
  asking: readonly { node: string; count: number }[];
  /** Executions whose message is no longer stored. */
  skipped: number;
  /** There were more messages in the range. */
  capped: boolean;
}

export interface ReplayState {
  wishes: ReplayWishes;
  status: 'ready' | 'running' | 'stopped' | 'failed' | 'done';
  done: number;
  total: number;
  failure: unknown;
  outcome: ReplayOutcome | null;
  /** The draft that the outcome speaks of: any other object is a later one. */
  flow: object | null;
  shown: string | null;
}

/** Where messages come from and what walks them. */
export interface ReplayParts {
  select(source: string, range: ReplayRange): Promise<{ ids: string[]; capped: boolean }>;
  read(source: string, ids: string[]): Promise<{ messages: RecordedMessage[]; skipped: number }>;
  /** The draft as it is drawn now, ready to walk; `stop` ends it at once. */
  begin(wishes: ReplayWishes): Promise<{
    flow: object;
    replay(messages: RecordedMessage[]): Promise<ReplayedMessage[]>;
    stop(): void;
  }>;
}

/** Messages that are fetched and walked at once. */
const BATCH = 50;

/** What-if replay of an open flow: what its last messages would have become with the draft. It knows neither React nor the page. */
export class ReplayStore {
  readonly #listeners = new Set<() => void>();
  readonly #parts: ReplayParts;
  #state: ReplayState;
  /** Grows with every run: what an earlier one still brings is thrown away. */
  #run = 0;
  #stop: (() => void) | null = null;

  constructor(parts: ReplayParts, source: string) {
    this.#parts = parts;
    this.#state = {
      wishes: { range: { days: 7 }, source, standIns: {}, classifyAnew: false },
      status: 'ready',
      done: 0,
      total: 0,
      failure: null,
      outcome: null,
      flow: null,
      shown: null,
    };
  }

  readonly getState = (): ReplayState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  wish(wishes: Partial<ReplayWishes>): void {
    this.#update({ wishes: { ...this.#state.wishes, ...wishes } });
  }

  /** Shows one example on the canvas; `null` puts it out. */
  show(id: string | null): void {
    this.#update({ shown: id });
  }

  /** Calls off what runs; the outcome before it stays. */
  stop(): void {
    if (this.#state.status !== 'running') return;
    this.#end();
    this.#update({ status: 'stopped' });
  }

  /** Takes the wished messages through the draft, batch by batch; what was running is called off. */
  async run(): Promise<void> {
    this.#end();
    const run = this.#run;
    const { wishes } = this.#state;
    this.#update({ status: 'running', done: 0, total: 0, failure: null, shown: null });
    try {
      const walker = await this.#parts.begin(wishes);
      if (run !== this.#run) return walker.stop();
      this.#stop = walker.stop;
      const outcome = await this.#walkAll(run, wishes, walker.replay);
      if (!outcome || run !== this.#run) return;
      this.#end();
      this.#update({ status: 'done', outcome, flow: walker.flow });
    } catch (error) {
      if (run !== this.#run) return;
      this.#end();
      this.#update({ status: 'failed', failure: error });
    }
  }

  async #walkAll(
    run: number,
    { source, range }: ReplayWishes,
    replay: (messages: RecordedMessage[]) => Promise<ReplayedMessage[]>,
  ): Promise<ReplayOutcome | null> {
    const { ids, capped } = await this.#parts.select(source, range);
    const results: ReplayedMessage[] = [];
    const examples = new Map<string, ReplayExample>();
    let skipped = 0;
    if (run === this.#run) this.#update({ total: ids.length });
    for (let begun = 0; begun < ids.length; begun += BATCH) {
      const batch = await this.#parts.read(source, ids.slice(begun, begun + BATCH));
      if (run !== this.#run) return null;
      skipped += batch.skipped;
      const replayed = batch.messages.length > 0 ? await replay(batch.messages) : [];
      if (run !== this.#run) return null;
      for (const [index, result] of replayed.entries()) {
        const message = batch.messages[index];
        if (message && isExample(result)) examples.set(result.id, exampleOf(result, message));
        results.push({ ...result, steps: [] });
      }
      this.#update({ done: Math.min(ids.length, begun + BATCH) });
    }
    return {
      comparison: compareReplayed(results, EXAMPLES),
      examples,
      asking: askingNodes(results),
      skipped,
      capped,
    };
  }

  #end(): void {
    this.#run += 1;
    this.#stop?.();
    this.#stop = null;
  }

  #update(changes: Partial<ReplayState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

/** Messages shown for each line of the table. */
const EXAMPLES = 12;

function isExample({ before, after, unknown, otherWay }: ReplayedMessage): boolean {
  return (
    otherWay ||
    unknown.length > 0 ||
    before.place !== after.place ||
    before.automaticReplies !== after.automaticReplies
  );
}

function exampleOf(result: ReplayedMessage, { at, facts, steps }: RecordedMessage): ReplayExample {
  const { subject = '', from } = facts.message ?? {};
  return { ...result, at, subject, from: from?.name || from?.address || '', recorded: steps };
}

function askingNodes(results: readonly ReplayedMessage[]): { node: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { unknown } of results)
    for (const node of new Set(unknown)) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts].map(([node, count]) => ({ node, count })).sort((a, b) => b.count - a.count);
}
