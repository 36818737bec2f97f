import { defineModel } from './define-model';

export type Presence = 'available' | 'busy' | 'away' | 'offline';

/** Who works on tickets: the profile beside an account, its presence and how much it can take. */
export interface AgentRecord {
  /** The account's id. */
  _id: string;
  slot: string | null;
  name: string;
  email: string;
  language: string;
  timeZone: string | null;
  skills: string[];
  /** Sum of queue weights of assigned open tickets that the routing may reach. */
  capacity: number;
  presence: Presence;
  presenceSince: Date;
  /** Last sign of life of a browser; presence falls to `offline` some time after it. */
  lastSeenAt: Date | null;
  /** When the routing last gave a ticket, for fairness. */
  lastAssignedAt: Date | null;
  signature: string;
}

export const Agents = defineModel<AgentRecord>(
  'agents',
  {
    slot: { type: String, default: null },
    name: { type: String, required: true },
    email: { type: String, required: true },
    language: { type: String, default: 'de' },
    timeZone: { type: String, default: null },
    skills: { type: [String], default: [] },
    capacity: { type: Number, default: 10 },
    presence: { type: String, enum: ['available', 'busy', 'away', 'offline'], default: 'offline' },
    presenceSince: { type: Date, required: true },
    lastSeenAt: { type: Date, default: null },
    lastAssignedAt: { type: Date, default: null },
    signature: { type: String, default: '' },
  },
  [
    { fields: { slot: 1 }, unique: true, partial: { slot: { $gt: '' } } },
    { fields: { presence: 1, lastSeenAt: 1 } },
  ],
);

export function findAgents(): Promise<AgentRecord[]> {
  return Agents.find({}).sort({ name: 1 }).lean<AgentRecord[]>().exec();
}

export function findAgent(id: string): Promise<AgentRecord | null> {
  return Agents.findById(id).lean<AgentRecord>().exec();
}

/** Sets the presence; `presenceSince` moves only when it changes. */
export async function setPresence(id: string, presence: Presence, at: Date): Promise<void> {
  await Agents.updateOne(
    { _id: id, presence: { $ne: presence } },
    { $set: { presence, presenceSince: at } },
  ).exec();
}

/** Notes a sign of life of an agent's browser. */
export async function touchAgent(id: string, at: Date): Promise<void> {
  await Agents.updateOne({ _id: id }, { $set: { lastSeenAt: at } }).exec();
}
