import { newUuid } from '@/app/shell/new-uuid';

const KEPT = 'stellwerk-tab';
let own: string | null = null;

/**
 * Who this tab is for the others, over reloads too: who reloads the page finds his own node free, not held by the page he left.
 * The identity is kept only between leaving and coming back, so that a duplicated tab gets one of its own.
 */
export function tabIdentity(): string {
  own ??= takeIdentity();
  return own;
}

function takeIdentity(): string {
  const identity = sessionStorage.getItem(KEPT) ?? newUuid();
  sessionStorage.removeItem(KEPT);
  addEventListener('pagehide', () => sessionStorage.setItem(KEPT, identity));
  addEventListener('pageshow', () => sessionStorage.removeItem(KEPT));
  return identity;
}
