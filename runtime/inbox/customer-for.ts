import { insertNew } from '@/runtime/engine/insert-new';
import type { Party } from '@/runtime/flow/facts';
import {
  type CustomerRecord,
  Customers,
  customerIdentity,
  findCustomersByIdentity,
} from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { newId } from '@/runtime/store/new-id';

/** The customer with this address on this kind of channel; a new one where nobody is known by it. */
export async function customerFor(channelKind: string, party: Party, now: Date): Promise<CustomerRecord> {
  const identity = customerIdentity(channelKind, party.address);
  const [known] = await findCustomersByIdentity([identity]);
  if (known) return known;
  const customer: CustomerRecord = {
    _id: newId(now.getTime()),
    name: party.name,
    address: party.address,
    identities: [identity],
    language: null,
    timeZone: null,
    fields: {},
    ticketCount: 0,
    countedTickets: [],
    lastAgentId: null,
    badAddresses: [],
    createdAt: now,
    lastSeenAt: now,
  };
  const refused = await insertNew(nativeCollection(Customers), [customer]);
  if (refused.size === 0) return customer;
  // Somebody else stored him in the meantime.
  const [other] = await findCustomersByIdentity([identity]);
  return other ?? customer;
}
