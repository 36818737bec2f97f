import { defineModel, nativeCollection } from './define-model';

/** What a ticket is found by: its words, made anew whenever it changes. */
export interface TicketSearchRecord {
  /** The ticket's id. */
  _id: string;
  /** Folded words of subject, customer, tags and messages. */
  words: string[];
  /** Last message: the newest are found first. */
  at: Date;
}

export const TicketSearch = defineModel<TicketSearchRecord>(
  'ticketSearch',
  {
    words: { type: [String], required: true },
    at: { type: Date, required: true },
  },
  [{ fields: { words: 1, at: -1 } }, { fields: { at: -1 } }],
);

/** Stores what tickets are found by, in place of what was stored before. */
export async function keepTicketWords(records: TicketSearchRecord[]): Promise<void> {
  if (records.length === 0) return;
  await nativeCollection(TicketSearch).bulkWrite(
    records.map((record) => ({
      replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true },
    })),
    { ordered: false },
  );
}

/**
 * Ids of tickets that have, for each of these folded beginnings, a word that begins so; those with the newest messages
 * first.
 */
export async function findTicketIdsByWords(beginnings: string[], limit: number): Promise<string[]> {
  // The longest is the rarest: the index is asked for it, the others are compared.
  const [first, ...others] = beginnings.toSorted((a, b) => b.length - a.length);
  if (first === undefined) return [];
  const found = await nativeCollection(TicketSearch)
    .find({ $and: [first, ...others].map((beginning) => ({ words: wordFilter(beginning) })) })
    .sort({ at: -1 })
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  return found.map(({ _id }) => _id);
}

function wordFilter(beginning: string) {
  return { $regex: `^${beginning.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}` };
}
