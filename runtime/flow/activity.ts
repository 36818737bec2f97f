import type * as z from 'zod';
import type { Json } from './json';

/** What an activity may reach: narrow doors, never the database. The engine makes them per call. */
export interface ActivityClients {
  /** OpenAI-compatible model server, or `null` where none is configured. The key stays on the server. */
  model: { baseUrl: string; apiKey: string; model: string } | null;
  /** Reports what a model call cost; refuses further calls with `BudgetExceededError` when the budget is spent. */
  spend(tokens: { prompt: number; completion: number }): Promise<void>;
  /** Outbound HTTP that refuses private addresses, follows no redirect there, and is cut at `maxBytes`. */
  request(
    url: string,
    init: {
      method: string;
      headers: Record<string, string>;
      body?: string;
      timeoutMs: number;
      maxBytes: number;
    },
  ): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  /** How a queue stands, and where the ticket of the call stands in it. */
  queueState(queueSlot: string): Promise<QueueState>;
  /** Counts one use of `key` within a sliding window and tells how many there were, this one included. Idempotent by key + idempotencyKey. */
  countInWindow(key: string, windowMs: number): Promise<number>;
  /** Customer by any identity (address, number ...). */
  findCustomer(query: Record<string, string>): Promise<Json | null>;
  /** Open tickets of a customer other than this one, newest first. */
  openTickets(customerAddress: string): Promise<{ id: string; number: number; subject: string }[]>;
  /** Address of a chat in which this very ticket goes on, valid until `expiresAt` (epoch milliseconds); null: no such chat. */
  chatLink(chatSlot: string, expiresAt: number): Promise<string | null>;
  log(message: string, details?: Record<string, Json>): void;
}

export interface QueueState {
  /** Tickets that nobody has taken. */
  waiting: number;
  /** How long the longest waiting of them has stood there. */
  longestWaitMs: number;
  agentsAvailable: number;
  /** Which of the waiting tickets the one that asks is or would be, counted from 1: by priority, then by age. */
  position: number;
  /** How long tickets that were taken lately had waited, times the position's share; `null` where too few were. */
  expectedWaitMs: number | null;
}

export interface ActivityCall {
  signal: AbortSignal;
  /** `executionId:seq`: give it to every outside system that accepts one. */
  idempotencyKey: string;
  executionId: string;
  ticketId: string;
  /** The node that asks, the same in all versions of its flow: `flow:node`. */
  node: string;
  /**
   * The parsed config of the node that asked, as its flow version has it: what is the same for every ticket (examples of
   * categories, a form) is read here and need not travel in every command.
   */
  config: unknown;
  /** Epoch milliseconds. */
  now: number;
  clients: ActivityClients;
}

export interface ActivityDefinition {
  name: string;
  input: z.ZodType;
  /** Attempts in all, the first included, and the wait before the second in ms (doubled after each). */
  retry: { attempts: number; firstDelayMs: number };
  perform(input: unknown, call: ActivityCall): Promise<Json>;
}

/** Declares the I/O half of a node type; `nodes/<type>/activity.ts` default-exports it. Server only. */
export function defineActivity<Schema extends z.ZodType>(definition: {
  name: string;
  input: Schema;
  retry: { attempts: number; firstDelayMs: number };
  perform(input: z.infer<Schema>, call: ActivityCall): Promise<Json>;
}): ActivityDefinition {
  return { ...definition, perform: (input, call) => definition.perform(definition.input.parse(input), call) };
}

/** An activity that failed for good: not retried. `code` is kept on the tape. */
export class ActivityError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** `retryAfterMs`: how long the other side asked to be left alone. */
    readonly options: { permanent: boolean; timeout?: boolean; retryAfterMs?: number } = { permanent: true },
  ) {
    super(message);
    this.name = 'ActivityError';
  }
}
