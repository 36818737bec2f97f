import { connectStore } from '@/runtime/store/connect';
import { stopSubscriptions } from './trpc/stop-signal';

/**
 * Ends event streams when the process is told to stop, and opens the store ahead of the first request. A store that is
 * away is told, not fatal: every request tries again.
 */
export async function startWebProcess(): Promise<void> {
  process.once('SIGTERM', stopSubscriptions);
  process.once('SIGINT', stopSubscriptions);
  try {
    await connectStore();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${JSON.stringify({ level: 'error', what: 'store is not connected', message })}\n`);
  }
}
