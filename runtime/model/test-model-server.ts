import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ActivityCall, ActivityClients } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import type { ModelRequest } from './model-client';

// For tests: a server on the loopback that speaks `chat/completions`, and calls of activities that reach it.

/** What the server does with one request. */
export type ModelTurn =
  | { answer: Json; tokens?: { prompt: number; completion: number } | null }
  /** The content as it is: no JSON, or JSON in a fence. */
  | { content: string | null; refusal?: string; finish?: string }
  | { status: number; body?: string; retryAfter?: string }
  /** The body of a reply with status 200. */
  | { body: string }
  | { hang: true }
  | { cutConnection: true };

export interface TestModelServer {
  baseUrl: string;
  /** Bodies of the requests so far, and their `Authorization`. */
  requests: ModelRequest[];
  keys: string[];
  /** Requests that the other side gave up. */
  abandoned(): number;
  close(): Promise<void>;
}

/** Answers requests by `turns` in their order, the last one again and again; a function sees the request. */
export async function startTestModelServer(
  turns: ModelTurn[] | ((request: ModelRequest, index: number) => ModelTurn),
): Promise<TestModelServer> {
  const requests: ModelRequest[] = [];
  const keys: string[] = [];
  let abandoned = 0;
  const server = createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    if (request.url !== '/v1/chat/completions') {
      response.writeHead(404).end('{}');
      return;
    }
    const asked: ModelRequest = JSON.parse(await read(request));
    keys.push(request.headers.authorization ?? '');
    requests.push(asked);
    const index = requests.length - 1;
    const turn =
      typeof turns === 'function' ? turns(asked, index) : (turns[index] ?? turns.at(-1) ?? { status: 500 });
    take(turn, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    keys,
    abandoned: () => abandoned,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function take(turn: ModelTurn, request: IncomingMessage, response: ServerResponse): void {
  if ('hang' in turn) return;
  if ('cutConnection' in turn) request.socket.destroy();
  else if ('status' in turn) {
    if (turn.retryAfter !== undefined) response.setHeader('retry-after', turn.retryAfter);
    send(response, turn.status, turn.body ?? '{"error":{"message":"No."}}');
  } else send(response, 200, 'body' in turn ? turn.body : completion(turn));
}

function completion(turn: Extract<ModelTurn, { answer: Json } | { content: string | null }>): string {
  const isAnswer = 'answer' in turn;
  const content = isAnswer ? JSON.stringify(turn.answer) : turn.content;
  const tokens = isAnswer && turn.tokens !== undefined ? turn.tokens : { prompt: 100, completion: 10 };
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'test-model',
    choices: [
      {
        index: 0,
        finish_reason: isAnswer ? 'stop' : (turn.finish ?? 'stop'),
        message: { role: 'assistant', content, refusal: isAnswer ? null : (turn.refusal ?? null) },
      },
    ],
    ...(tokens && { usage: { prompt_tokens: tokens.prompt, completion_tokens: tokens.completion } }),
  });
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

export interface TestCall {
  call: ActivityCall;
  spent: { prompt: number; completion: number }[];
}

/** A call as the engine makes it. Without a base URL the installation has no model. */
export function testCall(
  baseUrl: string | null,
  options: { config?: unknown; timeoutMs?: number; spend?: ActivityClients['spend'] } = {},
): TestCall {
  const spent: TestCall['spent'] = [];
  const notHere = async (): Promise<never> => {
    throw new Error('Not reached here.');
  };
  const clients: ActivityClients = {
    model: baseUrl === null ? null : { baseUrl, apiKey: 'secret', model: 'test-model' },
    spend:
      options.spend ??
      (async (tokens) => {
        spent.push(tokens);
      }),
    request: notHere,
    queueState: notHere,
    countInWindow: notHere,
    findCustomer: notHere,
    openTickets: notHere,
    chatLink: notHere,
    log: () => undefined,
  };
  const call: ActivityCall = {
    signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    idempotencyKey: 'execution:1',
    executionId: 'execution',
    ticketId: 'ticket',
    node: 'flow:node',
    config: options.config ?? {},
    now: Date.UTC(2026, 10, 20, 9),
    clients,
  };
  return { call, spent };
}
