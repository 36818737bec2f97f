'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export interface Selection {
  view: string;
  ticketId: string | null;
  selectView(view: string): void;
  selectTicket(ticketId: string | null): void;
}

/** The ticket that the address names at this very moment, which may be ahead of what is drawn. */
export function selectedNow(): string | null {
  return new URLSearchParams(window.location.search).get('ticket');
}

/** The chosen view and ticket live in the address: a link leads to them, and going back works. */
export function useSelection(): Selection {
  const parameters = useSearchParams();
  const view = parameters.get('view') ?? 'open';
  const ticketId = parameters.get('ticket');
  const selectView = useCallback((next: string) => {
    window.history.pushState(null, '', `/inbox?${new URLSearchParams({ view: next })}`);
  }, []);
  const selectTicket = useCallback((next: string | null) => {
    const changed = new URLSearchParams(window.location.search);
    if (next) changed.set('ticket', next);
    else changed.delete('ticket');
    // Walking through a list with J and K must not fill the history.
    window.history.replaceState(null, '', `/inbox?${changed}`);
  }, []);
  return { view, ticketId, selectView, selectTicket };
}
