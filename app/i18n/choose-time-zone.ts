import { isTimeZone } from '@/runtime/flow/zone-offset';

/** The reader's own time zone, as his browser has told it by cookie; Berlin until it has. */
export function chooseTimeZone(cookie: string | undefined): string {
  return cookie !== undefined && isTimeZone(cookie) ? cookie : 'Europe/Berlin';
}
