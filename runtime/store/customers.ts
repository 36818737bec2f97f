import { Schema } from 'mongoose';
import type { Json } from '@/runtime/flow/json';
import { defineModel, nativeCollection } from './define-model';

/** A person outside: one record for all his addresses on all channels. */
export interface CustomerRecord {
  _id: string;
  name: string;
  /** The address he is shown with. */
  address: string;
  /** `email:ada@example.org`, `chat:01h...`, `phone:+49...`: each belongs to one customer only. */
  identities: string[];
  language: string | null;
  timeZone: string | null;
  fields: Record<string, Json>;
  ticketCount: number;
  /** The last tickets that were counted in, so that counting one twice is impossible. */
  countedTickets: string[];
  lastAgentId: string | null;
  /** Addresses that do not work, as their servers say. A message from one of them clears it. */
  badAddresses: { address: string; detail: string; at: Date }[];
  createdAt: Date;
  lastSeenAt: Date;
}

export const Customers = defineModel<CustomerRecord>(
  'customers',
  {
    name: { type: String, default: '' },
    address: { type: String, default: '' },
    identities: { type: [String], required: true },
    language: { type: String, default: null },
    timeZone: { type: String, default: null },
    fields: { type: Schema.Types.Mixed, default: {} },
    ticketCount: { type: Number, default: 0 },
    countedTickets: { type: [String], default: [] },
    lastAgentId: { type: String, default: null },
    badAddresses: { type: [Schema.Types.Mixed], default: [] },
    createdAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
  },
  [{ fields: { identities: 1 }, unique: true }, { fields: { lastSeenAt: -1 } }, { fields: { name: 1 } }],
);

/** `email` + an address -> the identity it is found by. Mail addresses are compared without case. */
export function customerIdentity(channelKind: string, address: string): string {
  return `${channelKind}:${address.trim().toLowerCase()}`;
}

export function findCustomersByIdentity(identities: string[]): Promise<CustomerRecord[]> {
  return nativeCollection(Customers)
    .find({ identities: { $in: identities } })
    .toArray() as Promise<CustomerRecord[]>;
}

export function findCustomersById(ids: string[]): Promise<CustomerRecord[]> {
  return nativeCollection(Customers)
    .find({ _id: { $in: ids } })
    .toArray() as Promise<CustomerRecord[]>;
}

export function findCustomer(id: string): Promise<CustomerRecord | null> {
  return Customers.findById(id).lean<CustomerRecord>().exec();
}
