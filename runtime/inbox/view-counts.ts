import { Tickets } from '@/runtime/store/tickets';
import { shareRuns } from './share-runs';
import { activeStates, fieldPath } from './view-filter';

export interface ViewCounts {
  fixed: Record<string, number>;
  byQueue: Map<string, number>;
  /** By field, then by value. */
  byField: Map<string, Map<string, number>>;
}

interface CountRow {
  _id: { state: string; queueId: string | null; category: string | null; assigneeId: string | null };
  count: number;
}

/**
 * Counts of every view by one aggregate that an index answers alone; closed tickets are not counted, there may be
 * hundreds of thousands. Fields other than the usual one cost one aggregate each.
 */
export async function countViews(accountId: string, fields: string[]): Promise<ViewCounts> {
  const others = fields.filter((field) => field !== 'category');
  const [rows, ...rest] = await Promise.all([countRows(), ...others.map(countField)]);
  const counts: ViewCounts = {
    fixed: { mine: 0, unassigned: 0, open: 0, parked: 0, closed: 0 },
    byQueue: new Map(),
    byField: new Map(others.map((field, index) => [field, rest[index] ?? new Map()])),
  };
  const categories = new Map<string, number>();
  counts.byField.set('category', categories);
  const { fixed } = counts;
  const add = (name: string, count: number) => {
    fixed[name] = (fixed[name] ?? 0) + count;
  };
  for (const { _id, count } of rows) {
    if (_id.state === 'parked') {
      add('parked', count);
      continue;
    }
    add('open', count);
    if (_id.assigneeId === null) add('unassigned', count);
    if (_id.assigneeId === accountId) add('mine', count);
    if (_id.queueId !== null) counts.byQueue.set(_id.queueId, (counts.byQueue.get(_id.queueId) ?? 0) + count);
    if (_id.category !== null) categories.set(_id.category, (categories.get(_id.category) ?? 0) + count);
  }
  return counts;
}

/** The same for everybody: however many ask at once, it is counted for all of them together. */
const countRows = shareRuns(() =>
  Tickets.aggregate<CountRow>([
    { $match: { state: { $in: [...activeStates, 'parked'] } } },
    {
      $group: {
        _id: { state: '$state', queueId: '$queueId', category: '$category', assigneeId: '$assigneeId' },
        count: { $sum: 1 },
      },
    },
  ]).exec(),
);

async function countField(field: string): Promise<Map<string, number>> {
  const rows = await Tickets.aggregate<{ _id: unknown; count: number }>([
    { $match: { state: { $in: [...activeStates] } } },
    { $group: { _id: `$${fieldPath(field)}`, count: { $sum: 1 } } },
  ]).exec();
  return new Map(rows.flatMap(({ _id, count }) => (typeof _id === 'string' ? [[_id, count]] : [])));
}
