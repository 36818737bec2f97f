import { isSameOrigin } from '@/app/trpc/same-origin';
import { getAuth } from '@/runtime/accounts/auth';
import { connectStore } from '@/runtime/store/connect';

export const dynamic = 'force-dynamic';

/** Signing in and out: everything below /api/auth belongs to the accounts library. */
async function handle(request: Request): Promise<Response> {
  if (request.method !== 'GET' && !isSameOrigin(request)) {
    return Response.json(
      { code: 'OTHER_SITE', message: 'This request came from another site.' },
      { status: 403 },
    );
  }
  await connectStore();
  const auth = await getAuth();
  return auth.handler(request);
}

export { handle as GET, handle as POST };
