import type { InboundMessage, Receipt } from '@/runtime/channels/inbound-message';
import { defaultLimits } from './engine-context';
import { writeLedger } from './write-ledger';

/**
 * Takes a message in a process that has no engine, such as the web server: when it resolves, the message is in the
 * ledger and any worker goes on with it; when it rejects, the source must keep it.
 */
export async function handIn(message: InboundMessage, now: () => number = Date.now): Promise<Receipt> {
  const context = { now, owner: 'web', limits: defaultLimits, reached: () => Promise.resolve() };
  const { receipts } = await writeLedger(context, [message], false);
  const [receipt] = receipts;
  if (!receipt) throw new Error('The ledger gave no receipt.');
  return receipt;
}
