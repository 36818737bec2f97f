import {
  type CustomerRecord,
  Customers,
  customerIdentity,
  findCustomersById,
  findCustomersByIdentity,
} from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { insertNew } from './insert-new';
import type { LedgerWork } from './stored-inbound';

/** The senders of a batch: who is known, and records for those who are not. */
export interface Senders {
  /** By ledger id. One record stands for all messages of one sender. */
  of(work: LedgerWork): CustomerRecord;
  /** Stores those who are new. What another process has stored in the meantime takes the place of ours. */
  store(): Promise<void>;
}

/** Finds the customers who sent a batch of messages; who is not known yet gets a record that `store` keeps. */
export async function findSenders(works: LedgerWork[]): Promise<Senders> {
  const identities = [...new Set(works.map(identityOf))];
  const known = indexByIdentity(await findCustomersByIdentity(identities));
  const created = new Map<string, CustomerRecord>();
  for (const work of works) {
    const identity = identityOf(work);
    if (!known.has(identity) && !created.has(identity)) created.set(identity, newCustomer(work, identity));
  }
  return {
    of(work) {
      const identity = identityOf(work);
      const customer = known.get(identity) ?? created.get(identity);
      if (!customer) throw new Error(`The sender of ledger line ${work.ledgerId} is not of this batch.`);
      return customer;
    },
    async store() {
      const refused = await insertNew(nativeCollection(Customers), [...created.values()]);
      if (refused.size === 0) return;
      const stored = indexByIdentity(await findCustomersByIdentity(identities));
      for (const [identity, customer] of created) {
        const other = stored.get(identity);
        // Decisions hold this very object: it becomes the stored customer, whoever stored it.
        if (other) Object.assign(customer, other);
      }
    },
  };
}

/** Customers by id, for messages whose ticket names them already. */
export async function loadCustomers(ids: string[]): Promise<Map<string, CustomerRecord>> {
  const found = ids.length > 0 ? await findCustomersById([...new Set(ids)]) : [];
  return new Map(found.map((customer) => [customer._id, customer]));
}

function identityOf(work: LedgerWork): string {
  const { start, answerBy, facts } = work.inbound;
  const { address } = facts.from;
  // Everything that one start by the clock begins is of one customer: nobody, but always the same.
  if (start) return customerIdentity(work.channelKind, `${start.flowId}/${start.nodeId}`);
  // A message without a sender's address belongs to nobody we know: it stands for itself.
  if (address === '') return customerIdentity(work.channelKind, `?${work.ledgerId}`);
  return customerIdentity(answerBy?.channelKind ?? work.channelKind, address);
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
    badAddresses: [],
    createdAt: new Date(arrivedAt),
    lastSeenAt: new Date(arrivedAt),
  };
}

function indexByIdentity(customers: CustomerRecord[]): Map<string, CustomerRecord> {
  return new Map(
    customers.flatMap((customer) => customer.identities.map((identity) => [identity, customer])),
  );
}

const counted = 50;

/** Counts a ticket of a customer once. */
export function countInto(customer: CustomerRecord, ticketId: string): void {
  if (customer.countedTickets.includes(ticketId)) return;
  customer.ticketCount += 1;
  customer.countedTickets = [...customer.countedTickets, ticketId].slice(-counted);
}
