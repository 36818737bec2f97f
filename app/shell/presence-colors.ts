import type { Presence } from './presence';

/** Colours of presences; a word always stands beside. */
export const presenceColors = {
  available: 'teal',
  busy: 'red',
  away: 'yellow',
  offline: 'gray',
} as const satisfies Record<Presence, string>;
