'use client';

import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type ListFilters, noFilters } from './filter-menu';
import classes from './inbox.module.css';
import { KeysHelp } from './keys-help';
import { reopenDraft, useReopenedDraft } from './reopened-draft';
import { type Selection, selectedNow, useSelection } from './selection';
import { TicketList } from './ticket-list';
import { TicketPane } from './ticket-pane';
import { newMessagePlace } from './use-draft';
import { useLiveInbox } from './use-live-inbox';
import { useMarked } from './use-marked';
import { useTicketPages } from './use-ticket-pages';
import { ViewList } from './view-list';

// The editor is large, and seldom the first thing that is needed.
const NewMessage = dynamic(() => import('./new-message').then((loaded) => loaded.NewMessage));

/** Views, tickets, one ticket: three panes, all driven by keys as well. */
export function Inbox() {
  const selection = useSelection();
  const [search, setSearch] = useState('');
  const searchInput = useRef<HTMLInputElement>(null);
  const [helpOpened, help] = useDisclosure(false);
  const narrow = useMediaQuery('(max-width: 62em)') ?? false;
  const [filters, setFilters] = useState<ListFilters>(noFilters);
  const [writing, write] = useDisclosure(false);
  const pages = useTicketPages(selection.view, search, filters);
  const listed = useMemo(() => pages.tickets.map(({ id }) => id), [pages.tickets]);
  const marked = useMarked(selection.view, listed);
  useReopened(selection.selectTicket, write.open);
  useLiveInbox();
  const { move, selectNeighbour } = neighboursIn(pages.tickets, selection);
  const findTicket = () => searchInput.current?.focus();
  useHotkeys([
    ['J', () => move(1)],
    ['K', () => move(-1)],
    ['/', findTicket],
    // On German keyboards it is written with the shift key.
    ['shift+/', findTicket],
    ['shift+?', help.open],
    ['C', write.open],
    ['X', () => selection.ticketId && marked.toggle(selection.ticketId)],
  ]);
  const showsTicket = selection.ticketId !== null;
  const isEmpty = !pages.isPending && pages.tickets.length === 0;
  return (
    <div className={classes.panes}>
      {!(narrow && showsTicket) && (
        <>
          <ViewList
            view={selection.view}
            onSelect={selection.selectView}
            onHelp={help.open}
            onWrite={write.open}
          />
          <TicketList
            pages={pages}
            view={selection.view}
            selectedId={selection.ticketId}
            search={search}
            searchInput={searchInput}
            onSearch={setSearch}
            onSelect={selection.selectTicket}
            marked={marked}
            filters={filters}
            onFilters={setFilters}
          />
        </>
      )}
      {(!narrow || showsTicket) && (
        <TicketPane
          key={selection.ticketId ?? 'none'}
          ticketId={selection.ticketId}
          isEmpty={isEmpty}
          onLeft={selectNeighbour}
          onBack={narrow ? () => selection.selectTicket(null) : null}
        />
      )}
      {writing && <NewMessage opened onClose={write.close} onSent={selection.selectTicket} />}
      <KeysHelp opened={helpOpened} onClose={help.close} />
    </div>
  );
}

/** The ways from the chosen ticket to those around it in the list. */
function neighboursIn(tickets: readonly { id: string }[], { ticketId, selectTicket }: Selection) {
  const placeOf = (chosen: string | null) => tickets.findIndex(({ id }) => id === chosen);
  return {
    /** From the one chosen last: keys that are held down come faster than tickets are drawn. */
    move(by: 1 | -1) {
      const at = placeOf(selectedNow());
      const next = tickets[at < 0 ? 0 : at + by];
      if (next) selectTicket(next.id);
    },
    /** After a ticket has left the list: on to the one below it, else the one above. */
    selectNeighbour() {
      const at = placeOf(ticketId);
      selectTicket((tickets[at + 1] ?? tickets[at - 1])?.id ?? null);
    },
  };
}

/** A message that was taken back is gone on with where it belongs. */
function useReopened(selectTicket: (ticketId: string) => void, onNewMessage: () => void): void {
  const reopened = useReopenedDraft();
  useEffect(() => {
    if (!reopened) return;
    if (reopened.ticketId !== newMessagePlace) {
      selectTicket(reopened.ticketId);
      return;
    }
    reopenDraft(null);
    onNewMessage();
  }, [reopened, selectTicket, onNewMessage]);
}
