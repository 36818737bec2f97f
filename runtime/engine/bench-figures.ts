import { readFileSync } from 'node:fs';
import { storeDatabase } from '@/runtime/store/connect';
import { nativeCollection } from '@/runtime/store/define-model';
import { Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { LiveEvents, unpackLiveEvents } from '@/runtime/store/live-events';
import { Outgoing } from '@/runtime/store/outgoing';
import { Tickets } from '@/runtime/store/tickets';

export interface ProcessFigures {
  /** Milliseconds that it has kept processors busy. */
  cpuMs: number;
  /** Resident memory, and the most there ever was, in MB. */
  megabytes: number;
  peakMegabytes: number;
}

/** What a process has used; zeros where the system has no /proc. */
export function processFigures(pid: number): ProcessFigures {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string) =>
      Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0) / 1024;
    // proc(5): utime and stime in ticks of a hundredth of a second.
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { cpuMs: ticks * 10, megabytes: megabytes('VmRSS'), peakMegabytes: megabytes('VmHWM') };
  } catch {
    return { cpuMs: 0, megabytes: 0, peakMegabytes: 0 };
  }
}

/** The process of the connected store. */
export async function storeProcess(): Promise<number> {
  const { pid } = await storeDatabase().admin().serverStatus();
  return Number(pid);
}

export function placedTickets(): Promise<number> {
  return nativeCollection(Tickets).countDocuments({ state: 'open' });
}

/** Waits until so many tickets have their place. */
export async function untilPlaced(count: number, everyMs: number): Promise<void> {
  while ((await placedTickets()) < count) await new Promise((resolve) => setTimeout(resolve, everyMs));
}

/** Waits until nothing is left to do for any message: every line of the ledger has its end, every command is carried out. */
export async function untilAtRest(everyMs: number): Promise<void> {
  for (;;) {
    const open = await Promise.all([
      nativeCollection(Ledger).countDocuments({ state: 'received' }, { limit: 1 }),
      nativeCollection(Executions).countDocuments({ dueAt: { $gt: new Date(0) } }, { limit: 1 }),
    ]);
    if (open.every((count) => count === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Waits until every message that goes out has gone. */
export async function untilSent(everyMs: number): Promise<void> {
  const left = { state: { $in: ['queued' as const, 'sending' as const] } };
  while ((await nativeCollection(Outgoing).countDocuments(left, { limit: 1 })) > 0)
    await new Promise((resolve) => setTimeout(resolve, everyMs));
}

/**
 * When each ticket was first told to stand in its place, by its id: spectators are told after everything of it is stored,
 * so this is later than the moment at which anybody could see it.
 */
export async function placedTimes(since: Date): Promise<Map<string, number>> {
  const placed = new Map<string, number>();
  const records = await nativeCollection(LiveEvents)
    .find({ at: { $gte: since } })
    .toArray();
  for (const { topic, key, data, at } of records.flatMap(unpackLiveEvents)) {
    const { change, commands } = data;
    if (topic !== 'ticket' || change !== 'flow' || !Array.isArray(commands)) continue;
    if (!commands.includes('enqueueTicket')) continue;
    placed.set(key, Math.min(at.getTime(), placed.get(key) ?? Number.POSITIVE_INFINITY));
  }
  return placed;
}

/** Middle and 95th of a hundred. */
export function percentiles(values: number[]): { p50: number; p95: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}
