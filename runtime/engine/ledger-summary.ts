import { countLedger, countLedgerByState, countUnaccounted, type LedgerState } from '@/runtime/store/ledger';

export interface LedgerSummary {
  total: number;
  states: Record<LedgerState, number>;
  /** By state and reason: `ticket/opened` -> 12. */
  reasons: Record<string, number>;
  /** Lines older than a minute that have no final state: must be 0. */
  unaccounted: number;
}

/** Lines younger than this are simply on their way, milliseconds. */
const onTheWay = 60_000;

/** What needs looking at, in numbers that indexes tell at once, however many messages there were. */
export interface LedgerGauge {
  total: number;
  quarantined: number;
  /** Lines older than a minute that have no final state: must be 0. */
  unaccounted: number;
}

export async function gaugeLedger(now: number = Date.now()): Promise<LedgerGauge> {
  const [total, quarantined, unaccounted] = await Promise.all([
    countLedger(),
    countLedger('quarantined'),
    countUnaccounted(new Date(now - onTheWay)),
  ]);
  return { total, quarantined, unaccounted };
}

/** What became of every message that ever came in; reads the whole ledger. */
export async function summariseLedger(now: number = Date.now()): Promise<LedgerSummary> {
  const [counts, unaccounted] = await Promise.all([
    countLedgerByState(),
    countUnaccounted(new Date(now - onTheWay)),
  ]);
  const summary: LedgerSummary = {
    total: 0,
    states: { received: 0, ticket: 0, rejected: 0, quarantined: 0 },
    reasons: {},
    unaccounted,
  };
  for (const { _id, count } of counts) {
    summary.total += count;
    summary.states[_id.state] += count;
    const reason = _id.reason === null ? _id.state : `${_id.state}/${_id.reason}`;
    summary.reasons[reason] = (summary.reasons[reason] ?? 0) + count;
  }
  return summary;
}
