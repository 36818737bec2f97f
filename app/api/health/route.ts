import { storeIsReachable } from '@/runtime/store/connect';

export const dynamic = 'force-dynamic';

/** For load balancers and the starter: 200 while the store answers, 503 with the reason otherwise. */
export async function GET(): Promise<Response> {
  const reachable = await storeIsReachable();
  return Response.json(
    { status: reachable ? 'ok' : 'unavailable', store: reachable },
    { status: reachable ? 200 : 503 },
  );
}
