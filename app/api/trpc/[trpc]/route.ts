import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createContext } from '@/app/trpc/context';
import { logRequestError } from '@/app/trpc/log-request-error';
import { appRouter } from '@/app/trpc/root';
import { isSameOrigin } from '@/app/trpc/same-origin';
import { stopSignal } from '@/app/trpc/stop-signal';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  if (request.method !== 'GET' && !isSameOrigin(request)) {
    return Response.json({ error: 'This request came from another site.' }, { status: 403 });
  }
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => createContext(request, stopSignal()),
    onError: logRequestError,
  });
  // Browsers whose event stream has just been ended come back over the connection they have, again and again: it must
  // end with this answer, or a stopping server waits for them for ever.
  if (stopSignal().aborted) response.headers.set('connection', 'close');
  return response;
}

export { handle as GET, handle as POST };
