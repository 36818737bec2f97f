import type { MouseEvent } from 'react';

/**
 * For fields one searches in: what is chosen already is marked by a click, so that typing replaces it. Otherwise letters would be
 * added to the name that stands there, and nothing be found.
 */
export function selectText(event: MouseEvent<HTMLInputElement>): void {
  event.currentTarget.select();
}
