/** What the reader's browser says of its time zone. */
export const TIME_ZONE_COOKIE = 'stellwerk-time-zone';
