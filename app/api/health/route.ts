import { connectStore, storeDatabase } from '@/runtime/store/connect';

export const dynamic = 'force-dynamic';

/** For load balancers and the starter: 200 while the store answers, 503 with the reason otherwise. */
export async function GET(): Promise<Response> {
  try {
    await connectStore();
    await storeDatabase().command({ ping: 1 });
    return Response.json({ status: 'ok' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return Response.json({ status: 'unavailable', reason }, { status: 503 });
  }
}
