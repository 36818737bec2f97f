/** The parts of an iCalendar invitation (RFC 5545) that a person wants to read. */
export interface CalendarSummary {
  /** request, cancel, reply, publish ... in lower case; empty when not stated. */
  method: string;
  summary: string;
  /** As written in the calendar, made readable: 2026-05-04 10:00 Europe/Berlin. */
  start: string;
  end: string;
  location: string;
  organizer: string;
  description: string;
}

function unescapeText(value: string): string {
  return value
    .replace(/\\([nN,;\\])/g, (_, character: string) => (character.toLowerCase() === 'n' ? '\n' : character))
    .trim();
}

function readableTime(value: string, zone: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}(Z?))?/.exec(value.trim());
  if (!match) return '';
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  if (!match[4]) return date;
  return `${date} ${match[4]}:${match[5]}${match[6] === 'Z' ? ' UTC' : zone === '' ? '' : ` ${zone}`}`;
}

/** Reads the first event of a text/calendar part; null when there is none. */
export function readCalendar(text: string): CalendarSummary | null {
  const lines = text
    .slice(0, 200_000)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
  const found: CalendarSummary = {
    method: '',
    summary: '',
    start: '',
    end: '',
    location: '',
    organizer: '',
    description: '',
  };
  let depth = '';
  let seen = false;
  for (const line of lines) {
    const match = /^([A-Z-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/i.exec(line);
    if (!match) continue;
    const name = (match[1] ?? '').toUpperCase();
    const parameters = match[2] ?? '';
    const value = match[3] ?? '';
    if (name === 'BEGIN') depth = value.trim().toUpperCase();
    if (name === 'END' && value.trim().toUpperCase() === 'VEVENT') break;
    if (name === 'END') depth = 'VEVENT';
    if (name === 'METHOD') found.method = value.trim().toLowerCase();
    if (depth !== 'VEVENT' && depth !== 'VTODO') continue;
    const zone = /TZID="?([^;:"]+)/i.exec(parameters)?.[1] ?? '';
    if (name === 'SUMMARY') found.summary = unescapeText(value);
    else if (name === 'DTSTART') found.start = readableTime(value, zone);
    else if (name === 'DTEND' || name === 'DUE') found.end = readableTime(value, zone);
    else if (name === 'LOCATION') found.location = unescapeText(value);
    else if (name === 'DESCRIPTION') found.description = unescapeText(value);
    else if (name === 'ORGANIZER')
      found.organizer = (/CN="?([^;:"]+)/i.exec(parameters)?.[1] ?? value.replace(/^mailto:/i, '')).trim();
    else continue;
    seen = true;
  }
  return seen ? found : null;
}

/** The invitation as text, for a mail that has no other. Labels stand in German and English. */
export function calendarText(calendar: CalendarSummary): string {
  const time = [calendar.start, calendar.end].filter((part) => part !== '').join(' – ');
  return [
    `Termin / Appointment: ${calendar.summary}`,
    time === '' ? '' : `Zeit / Time: ${time}`,
    calendar.location === '' ? '' : `Ort / Location: ${calendar.location}`,
    calendar.organizer === '' ? '' : `Organisator / Organizer: ${calendar.organizer}`,
    calendar.description === '' ? '' : `\n${calendar.description}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
