import {
  type CustomerRecord,
  Customers,
  customerIdentity,
  findCustomersById,
  findCustomersByIdentity,
} from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import type { LedgerWork } from './inbound-message';
import { insertNew } from './insert-new';

/**
 * The customer of every message of a batch, by ledger id; who is not known yet is created. A customer that a crash
 * leaves without a ticket is found again by the next attempt.
 */
export async function findOrCreateCustomers(works: LedgerWork[]): Promise<Map<string, CustomerRecord>> {
  const identities = [...new Set(works.map(identityOf))];
  const known = indexByIdentity(await findCustomersByIdentity(identities));
  const created = new Map<string, CustomerRecord>();
  for (const work of works) {
    const identity = identityOf(work);
    if (!known.has(identity) && !created.has(identity)) created.set(identity, newCustomer(work, identity));
  }
  const refused = await insertNew(nativeCollection(Customers), [...created.values()]);
  for (const [identity, customer] of created) known.set(identity, customer);
  if (refused.size > 0) {
    // Another process created them in between, or a former attempt of ours did.
    for (const [identity, customer] of indexByIdentity(await findCustomersByIdentity(identities))) {
      known.set(identity, customer);
    }
  }
  const customers = new Map<string, CustomerRecord>();
  for (const work of works) {
    const customer = known.get(identityOf(work));
    if (customer) customers.set(work.ledgerId, customer);
  }
  return customers;
}

/** Customers by id, for messages whose ticket names them already. */
export async function loadCustomers(ids: string[]): Promise<Map<string, CustomerRecord>> {
  const found = ids.length > 0 ? await findCustomersById([...new Set(ids)]) : [];
  return new Map(found.map((customer) => [customer._id, customer]));
}

function identityOf(work: LedgerWork): string {
  const { address } = work.inbound.facts.from;
  // A message without a sender's address belongs to nobody we know: it stands for itself.
  return customerIdentity(work.channelKind, address === '' ? `?${work.ledgerId}` : address);
}

function newCustomer(work: LedgerWork, identity: string): CustomerRecord {
  const { from, arrivedAt, language } = work.inbound.facts;
  return {
    _id: work.ledgerId,
    name: from.name,
    address: from.address,
    identities: [identity],
    language,
    timeZone: null,
    fields: {},
    ticketCount: 0,
    countedTickets: [],
    lastAgentId: null,
    createdAt: new Date(arrivedAt),
    lastSeenAt: new Date(arrivedAt),
  };
}

function indexByIdentity(customers: CustomerRecord[]): Map<string, CustomerRecord> {
  return new Map(
    customers.flatMap((customer) => customer.identities.map((identity) => [identity, customer])),
  );
}
