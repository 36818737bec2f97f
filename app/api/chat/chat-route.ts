import * as z from 'zod';
import { isSameOrigin } from '@/app/trpc/same-origin';
import { isAllowedOrigin } from '@/runtime/channels/chat/allowed-origin';
import type { ChatRefusal } from '@/runtime/channels/chat/chat-protocol';
import { type Chat, findChat } from '@/runtime/channels/chat/find-chat';
import { resumeSession } from '@/runtime/channels/chat/open-session';
import { DomainError } from '@/runtime/domain-error';
import type { ChatSessionRecord } from '@/runtime/store/chat-sessions';
import { connectStore } from '@/runtime/store/connect';
import { statusOfFamily } from '../status-of-family';
import { tellFailure } from '../tell-failure';
import { meterRequest } from './request-meter';

/** One request of a visitor's browser: of a page that may use this chat. */
export interface Visit {
  request: Request;
  chat: Chat;
  /** Network address, for rates. */
  address: string;
  /** The session behind the token of the request. Errors: DomainError `sessionUnknown`. */
  session(): Promise<ChatSessionRecord>;
}

type Parameters = Record<string, string>;
type Handler<Given extends Parameters> = (visit: Visit, parameters: Given) => Promise<Response>;

/**
 * Makes a route of the public chat API: finds the chat, lets only pages of its allowed sites in (CORS), and turns domain
 * errors into answers that the widget has sentences for.
 */
export function chatRoute<Given extends Parameters & { token: string }>(handle: Handler<Given>) {
  return async (request: Request, { params }: { params: Promise<Given> }): Promise<Response> => {
    const origin = request.headers.get('origin');
    try {
      meterRequest(networkAddress(request), Date.now());
      await connectStore();
      const parameters = await params;
      const chat = await findChat(parameters.token);
      if (!isWelcome(request, origin, chat)) {
        return refusal({ code: 'originRefused' }, 403);
      }
      const visit: Visit = {
        request,
        chat,
        address: networkAddress(request),
        session: () => resumeSession(chat, bearerOf(request), new Date()),
      };
      return withCors(await handle(visit, parameters), origin);
    } catch (error) {
      return withCors(answerTo(error), origin);
    }
  };
}

/** The browser asks first whether another site's page may send this (Fetch standard, CORS preflight). */
export function chatPreflight(request: Request): Response {
  return withCors(new Response(null, { status: 204 }), request.headers.get('origin'));
}

function isWelcome(request: Request, origin: string | null, { settings }: Chat): boolean {
  return origin === null || isSameOrigin(request) || isAllowedOrigin(origin, settings.allowedOrigins);
}

/**
 * No cookies are ever involved: a page that is let in may read what its own visitor's token opens. Refused sites get no
 * answer with content.
 */
function withCors(response: Response, origin: string | null): Response {
  response.headers.set('vary', 'origin');
  response.headers.set('cache-control', response.headers.get('cache-control') ?? 'no-store');
  if (origin === null) return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('access-control-allow-headers', 'authorization, content-type, last-event-id');
  response.headers.set('access-control-allow-methods', 'GET, POST');
  response.headers.set('access-control-expose-headers', 'retry-after');
  response.headers.set('access-control-max-age', '7200');
  return response;
}

function answerTo(error: unknown): Response {
  if (error instanceof DomainError) {
    const { retryAfterMs } = error.values;
    return refusal(
      { code: error.code, ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}) },
      statusOfFamily[error.family],
    );
  }
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return refusal({ code: 'badRequest' }, 400);
  tellFailure('a chat request could not be handled', error);
  // The widget keeps what it has and tries again.
  return refusal({ code: 'unavailable', retryAfterMs: 5000 }, 503);
}

function refusal(body: ChatRefusal, status: number): Response {
  const headers: Record<string, string> =
    body.retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(body.retryAfterMs / 1000)) };
  return Response.json(body, { status, headers });
}

function bearerOf(request: Request): string {
  return /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
}

/** The last entry is what the nearest proxy (or, without one, this server) saw; earlier ones can be made up. */
function networkAddress(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
}
