import { type MongoClient, MongoNetworkError } from 'mongodb';

/** Drivers repeat reads and writes only once, and plain commands never; while the server is away that may be too few. */
export async function untilConnected<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCutOff(error)) return untilConnected(work);
    throw error;
  }
}

/** The process that serves at this moment. */
export async function serverPid(client: MongoClient): Promise<number> {
  const status = await untilConnected(() => client.db('admin').command({ serverStatus: 1 }));
  return Number(status.pid);
}

/** The driver tells a connection that broke while it was writing as the bare error of the socket. */
export function isCutOff(error: unknown): boolean {
  if (error instanceof MongoNetworkError) return true;
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');
}
