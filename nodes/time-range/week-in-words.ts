import type { OpeningSlot } from '@/runtime/flow/facts';
import type { Translate } from '@/runtime/flow/node-definition';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
/** Groups of days that a card has room for. */
const SHOWN = 3;

/** The week as people say it: Mon–Fri 09:00–17:30, Sat 10:00–14:00. */
export function weekInWords(weekly: Record<string, readonly OpeningSlot[]>, translate: Translate): string {
  const days = DAYS.map((day) => ({ day, hours: hoursInWords(weekly[day] ?? []) }));
  if (days.every(({ hours }) => hours === '')) return translate('summary.never');
  if (days.every(({ hours }) => hours === '00:00–24:00')) return translate('summary.always');
  const groups: { first: number; last: number; hours: string }[] = [];
  for (const { day, hours } of days) {
    const before = groups.at(-1);
    if (before?.hours === hours) before.last = day;
    else groups.push({ first: day, last: day, hours });
  }
  const open = groups.filter(({ hours }) => hours !== '');
  const words = open.slice(0, SHOWN).map(({ first, last, hours }) => {
    const from = translate(`summary.day${first}`);
    return `${first === last ? from : `${from}–${translate(`summary.day${last}`)}`} ${hours}`;
  });
  return [...words, ...(open.length > SHOWN ? ['…'] : [])].join(', ');
}

/** Hours with a name of their own lie within the others or beside them: they stand behind it. */
function hoursInWords(slots: readonly OpeningSlot[]): string {
  return slots
    .map(({ from, to, band }) => {
      const hours = `${from}–${to === '00:00' ? '24:00' : to}`;
      return band ? `${band} ${hours}` : hours;
    })
    .join(' + ');
}
