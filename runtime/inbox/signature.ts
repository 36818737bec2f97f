import { DomainError } from '@/runtime/domain-error';
import { Agents, findAgent } from '@/runtime/store/agents';

/** What stands under the mails of an agent. Empty for an account that is no agent. */
export async function readSignature(accountId: string): Promise<string> {
  return (await findAgent(accountId))?.signature ?? '';
}

/** Errors: DomainError `agentUnknown`. */
export async function saveSignature(accountId: string, signature: string): Promise<void> {
  const { matchedCount } = await Agents.updateOne(
    { _id: accountId },
    { $set: { signature: signature.trim() } },
  ).exec();
  if (matchedCount === 0) throw new DomainError('notFound', 'agentUnknown', 'This agent does not exist.');
}
