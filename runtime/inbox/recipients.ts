import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import type { Party } from '@/runtime/flow/facts';
import { customerIdentity, findCustomersByIdentity } from '@/runtime/store/customers';

export interface Recipients {
  to: Party[];
  cc: Party[];
  bcc: Party[];
}

const addressSchema = z.email().max(254);

/**
 * Whom a message goes to, each address once: who is named as To is not named as Cc again.
 * Errors: DomainError `addressInvalid`, `recipientMissing`.
 */
export function checkRecipients({ to, cc, bcc }: Recipients): Recipients {
  const known = new Set<string>();
  const fresh = (parties: Party[]) =>
    parties.flatMap(({ name, address }) => {
      const trimmed = address.trim();
      if (!addressSchema.safeParse(trimmed).success) {
        throw new DomainError('invalid', 'addressInvalid', `${trimmed} is not an e-mail address.`, {
          address: trimmed,
        });
      }
      const key = trimmed.toLowerCase();
      if (known.has(key)) return [];
      known.add(key);
      return [{ name: name.trim(), address: trimmed }];
    });
  const checked = { to: fresh(to), cc: fresh(cc), bcc: fresh(bcc) };
  if (checked.to.length === 0) {
    throw new DomainError('invalid', 'recipientMissing', 'The message needs a recipient.');
  }
  return checked;
}

export interface BadAddress {
  address: string;
  /** What the other side said when the last mail came back. */
  detail: string;
  at: Date;
}

/** Those of the addresses that mail has come back from, to warn before somebody writes to them again. */
export async function findBadAddresses(channelKind: string, addresses: string[]): Promise<BadAddress[]> {
  const wanted = new Set(addresses.map((address) => address.trim().toLowerCase()));
  if (wanted.size === 0) return [];
  const customers = await findCustomersByIdentity(
    [...wanted].map((address) => customerIdentity(channelKind, address)),
  );
  return customers.flatMap(({ badAddresses }) =>
    (badAddresses ?? []).filter(({ address }) => wanted.has(address)),
  );
}
