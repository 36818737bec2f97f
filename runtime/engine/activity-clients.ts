import { chatLink } from '@/runtime/channels/chat/chat-link';
import { type ActivityClients, ActivityError } from '@/runtime/flow/activity';
import { readQueueState } from '@/runtime/routing/queue-state';
import { Counters, takeNumbers } from '@/runtime/store/counters';
import { type CustomerRecord, Customers, findCustomersByIdentity } from '@/runtime/store/customers';
import { type ModelSettings, readModelSettings } from '@/runtime/store/model-settings';
import { openSecret } from '@/runtime/store/secret-box';
import { findOpenTicketsOfCustomer } from '@/runtime/store/tickets';
import { countUse } from '@/runtime/store/windows';
import type { ActivityIdentity, EngineLog } from './engine-context';
import type { EnvironmentSource } from './environment-source';
import { createGuardedRequest } from './guarded-request';
import { createRefreshed } from './refreshed';

export interface ActivityClientsOptions {
  environments: EnvironmentSource;
  now(): number;
  log: EngineLog;
  allowPrivateHttp: boolean;
}

export interface ActivityClientsSource {
  /** The doors for one call. */
  open(call: ActivityIdentity): Promise<ActivityClients>;
  /** Reads what `open` needs, where it is not remembered. */
  prepare(): Promise<void>;
}

/** Makes the narrow doors through which activities reach the rest of the world. */
export function createActivityClients(options: ActivityClientsOptions): ActivityClientsSource {
  const { now, log } = options;
  const model = createRefreshed(
    async () => {
      const settings = await readModelSettings();
      return { settings, isSpent: await isBudgetSpent(settings, now()) };
    },
    2000,
    now,
  );
  const request = createGuardedRequest(options.allowPrivateHttp);
  async function open(call: ActivityIdentity): Promise<ActivityClients> {
    const { settings, isSpent } = await model.get();
    return {
      // Asked for by those alone who use it: what is wrong with the model server is no concern of the others.
      get model() {
        return openModel(settings, isSpent);
      },
      spend: async ({ prompt, completion }) => {
        await takeNumbers(monthCounter(now()), prompt + completion);
      },
      request,
      async queueState(slot) {
        const { queues } = await options.environments.snapshot();
        const queue = queues.find((one) => one.slot === slot);
        return readQueueState(queue?._id ?? '', now(), call.ticketId);
      },
      countInWindow: (key, windowMs) => countUse(key, call.idempotencyKey, windowMs, new Date(now())),
      findCustomer: async (query) => describeCustomer(await findCustomerBy(query)),
      async openTickets(address) {
        const customer = await findCustomerBy({ email: address });
        if (!customer) return [];
        const tickets = await findOpenTicketsOfCustomer(customer._id, 50);
        return tickets
          .filter((ticket) => ticket._id !== call.ticketId)
          .map(({ _id, number, subject }) => ({ id: _id, number, subject }));
      },
      chatLink: async (slot, expiresAt) => {
        const { channels } = await options.environments.snapshot();
        return chatLink(channels, slot, { ticketId: call.ticketId, expiresAt });
      },
      log: (message, details = {}) => log.info({ ...details, execution: call.executionId }, message),
    };
  }
  return { open, prepare: async () => void (await model.get()) };
}

/** The model server with its opened key. Error: ActivityError `budgetExceeded` where this month's tokens are spent. */
function openModel(
  { baseUrl, model, sealedApiKey }: ModelSettings,
  isSpent: boolean,
): ActivityClients['model'] {
  if (baseUrl === '' || model === '') return null;
  if (isSpent)
    throw new ActivityError('budgetExceeded', 'The budget of the model server is spent for this month.');
  return { baseUrl, model, apiKey: sealedApiKey === '' ? '' : openSecret(sealedApiKey, 'model') };
}

async function isBudgetSpent(
  { baseUrl, model, monthlyTokens }: ModelSettings,
  now: number,
): Promise<boolean> {
  if (baseUrl === '' || model === '' || monthlyTokens === null) return false;
  const spent = await Counters.findById(monthCounter(now)).lean<{ value: number }>().exec();
  return (spent?.value ?? 0) >= monthlyTokens;
}

function monthCounter(now: number): string {
  return `modelTokens:${new Date(now).toISOString().slice(0, 7)}`;
}

/** By any identity: `{ email: ... }`, `{ phone: ... }`, `{ id: ... }`. All given must lead to the same customer. */
async function findCustomerBy(query: Record<string, string>): Promise<CustomerRecord | null> {
  const { id, ...identities } = query;
  const keys = Object.entries(identities).map(([kind, value]) => `${kind}:${value.trim().toLowerCase()}`);
  const found = keys.length > 0 ? await findCustomersByIdentity(keys) : [];
  if (id !== undefined) {
    const customer = await Customers.findById(id).lean<CustomerRecord>().exec();
    if (customer) found.push(customer);
  }
  const ids = new Set(found.map((customer) => customer._id));
  return ids.size === 1 ? (found[0] ?? null) : null;
}

function describeCustomer(customer: CustomerRecord | null) {
  if (!customer) return null;
  const { _id, name, address, language, fields, ticketCount } = customer;
  return { id: _id, name, address, language, fields, ticketCount };
}
