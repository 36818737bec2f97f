import type { Environment } from '@/runtime/flow/facts';
import { dueAfter, type OpeningHours } from '@/runtime/flow/opening-time';
import type { SlaPolicy } from '@/runtime/store/queues';
import { noSla, type TicketRecord, type TicketSla } from '@/runtime/store/tickets';

type SlaFacts = Pick<TicketRecord, 'createdAt' | 'firstReplyAt' | 'lastInboundAt' | 'sla'>;

/**
 * What is promised for a ticket that stands in a queue with this policy. The first reply and the solution count from the
 * ticket's beginning, further replies from the customer's last message.
 */
export function slaForTicket(
  policy: SlaPolicy | null,
  ticket: SlaFacts,
  environment: Pick<Environment, 'calendars' | 'holidays'>,
  now: number,
): TicketSla {
  if (!policy) return noSla();
  const hours = slaCalendar(policy, environment);
  const from = (start: Date, minutes: number | null) => {
    const due = minutes === null ? null : dueAfter(hours, start.getTime(), minutes);
    return due === null ? null : new Date(due);
  };
  const firstReplyDueAt = ticket.firstReplyAt ? null : from(ticket.createdAt, policy.firstReplyMinutes);
  const nextReplyDueAt = ticket.firstReplyAt ? from(ticket.lastInboundAt, policy.nextReplyMinutes) : null;
  return withEarliest(
    { firstReplyDueAt, nextReplyDueAt, solveDueAt: from(ticket.createdAt, policy.solveMinutes) },
    ticket.sla.breached,
    now,
  );
}

/** After a reply by a person: what was promised for it is kept. */
export function slaAfterReply(sla: TicketSla, now: number): TicketSla {
  return withEarliest({ ...sla, firstReplyDueAt: null, nextReplyDueAt: null }, sla.breached, now, sla);
}

function withEarliest(
  due: Pick<TicketSla, 'firstReplyDueAt' | 'nextReplyDueAt' | 'solveDueAt'>,
  breachedBefore: boolean,
  now: number,
  before: Pick<TicketSla, 'dueAt'> = { dueAt: null },
): TicketSla {
  const { firstReplyDueAt, nextReplyDueAt, solveDueAt } = due;
  const times = [firstReplyDueAt, nextReplyDueAt, solveDueAt].flatMap((time) =>
    time ? [time.getTime()] : [],
  );
  const earliest = times.length > 0 ? Math.min(...times) : null;
  const late = (time: number | null | undefined) => time !== null && time !== undefined && time < now;
  return {
    firstReplyDueAt,
    nextReplyDueAt,
    solveDueAt,
    dueAt: earliest === null ? null : new Date(earliest),
    breached: breachedBefore || late(before.dueAt?.getTime()) || late(earliest),
  };
}

function slaCalendar(
  policy: SlaPolicy,
  { calendars, holidays }: Pick<Environment, 'calendars' | 'holidays'>,
): OpeningHours | null {
  const calendar = policy.calendarSlot === null ? undefined : calendars[policy.calendarSlot];
  if (!calendar) return null;
  return { calendar, holidays: calendar.holidays === null ? {} : (holidays[calendar.holidays] ?? {}) };
}
