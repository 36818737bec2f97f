import type { ChatOpening } from '@/runtime/channels/chat/chat-protocol';
import type { ChatSettings } from '@/runtime/channels/chat/chat-settings';
import { holidaysAround } from '@/runtime/engine/holidays';
import { isOpen, nextOpening } from '@/runtime/flow/calendar';
import { findCalendars } from '@/runtime/store/calendars';

/** Whether a chat is open now. One whose calendar is gone is open: a wrong setting must not shut customers out. */
export async function chatOpening(settings: ChatSettings, now: number): Promise<ChatOpening> {
  const takesMessages = settings.offline === 'takeMessages';
  const always = { open: true, takesMessages, text: settings.offlineText, opensAt: null };
  if (settings.calendar === null) return always;
  const record = (await findCalendars()).find(({ slot }) => slot === settings.calendar);
  if (!record) return always;
  const calendar = { ...record.hours, name: '' };
  const year = new Date(now).getUTCFullYear();
  const holidays = calendar.holidays ? holidaysAround(calendar.holidays, year, 'en') : {};
  const { open } = isOpen(calendar, now, holidays);
  return { ...always, open, opensAt: open ? null : nextOpening(calendar, now, holidays) };
}
