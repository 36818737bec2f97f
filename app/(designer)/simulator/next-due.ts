import type { Simulation } from '@/runtime/scenarios/simulation';

/** When time alone changes something next: a timer, or the patience with an activity. `null` where nothing waits for time. */
export function nextDue({ timers, state }: Pick<Simulation, 'timers' | 'state'>): number | null {
  const deadlines = (state?.waits ?? []).flatMap(({ for: awaited, deadline }) =>
    awaited === 'activity' && deadline !== null ? [deadline] : [],
  );
  const due = [...timers.map(({ at }) => at), ...deadlines].sort((a, b) => a - b);
  return due[0] ?? null;
}
