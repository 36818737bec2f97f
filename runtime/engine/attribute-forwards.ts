import type { AgentRecord } from '@/runtime/store/agents';
import type { LedgerWork } from './stored-inbound';

/**
 * A message that an agent passes on from his own address is the customer's: its ticket is opened for him, with his
 * words. What the agent wrote above them stays in the full text.
 */
export function attributeForwards(works: LedgerWork[], agents: AgentRecord[]): LedgerWork[] {
  if (works.every(({ inbound }) => inbound.forwarded === null)) return works;
  const addresses = new Set(agents.map(({ email }) => email.toLowerCase()));
  return works.map((work) => {
    const { inbound } = work;
    const { facts, forwarded } = inbound;
    if (!forwarded || !addresses.has(facts.from.address.toLowerCase())) return work;
    // Somebody else writes under the agent's address: nothing is put into a customer's mouth.
    if (facts.authentication?.verdict === 'fail') return work;
    const fullText = inbound.fullText ?? facts.text;
    return {
      ...work,
      inbound: {
        ...inbound,
        fullText,
        facts: {
          ...facts,
          from: forwarded.from,
          subject: forwarded.subject || facts.subject,
          text: forwarded.text || facts.text,
        },
      },
    };
  });
}
