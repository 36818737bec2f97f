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
  [{ fields: { words: 1, at: -1 } }],
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
 * Ids of tickets that have, for each of these folded beginnings, a word that begins so. Those that have the very words come
 * first, the newest before the others; they are read in the order of the index, however many there are. The others are
 * the first that are found.
 */
export async function findTicketIdsByWords(beginnings: string[], limit: number): Promise<string[]> {
  if (beginnings.length === 0) return [];
  const search = nativeCollection(TicketSearch);
  const ordered = await rarestFirst(beginnings);
  const exact = await search
    .find({ $and: ordered.map((word) => ({ words: word })) })
    .sort({ at: -1 })
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  const ids = new Set(exact.map(({ _id }) => _id));
  if (ids.size >= limit) return [...ids];
  const others = await search
    .find({ $and: ordered.map((beginning) => ({ words: startsWith(beginning) })) })
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  for (const { _id } of others) ids.add(_id);
  return [...ids].slice(0, limit);
}

/** Counted no further than this to tell a rare word from a common one. */
const COMMON = 1000;

/** The index is asked for the first word, the others are compared: so the rarest comes first, and of common ones the longest. */
async function rarestFirst(words: string[]): Promise<string[]> {
  if (words.length === 1) return words;
  const search = nativeCollection(TicketSearch);
  const counted = await Promise.all(
    words.map(async (word) => ({
      word,
      count: await search.countDocuments({ words: word }, { limit: COMMON }),
    })),
  );
  return counted
    .toSorted((a, b) => a.count - b.count || b.word.length - a.word.length)
    .map(({ word }) => word);
}

function startsWith(beginning: string) {
  return { $regex: `^${beginning.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}` };
}
