import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createContext } from '@/app/trpc/context';
import { logRequestError } from '@/app/trpc/log-request-error';
import { appRouter } from '@/app/trpc/root';
import { isSameOrigin } from '@/app/trpc/same-origin';
import { stopSignal } from '@/app/trpc/stop-signal';

export const dynamic = 'force-dynamic';

function handle(request: Request): Promise<Response> | Response {
  if (request.method !== 'GET' && !isSameOrigin(request)) {
    return Response.json({ error: 'This request came from another site.' }, { status: 403 });
  }
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => createContext(request, stopSignal()),
    onError: logRequestError,
  });
}

export { handle as GET, handle as POST };
