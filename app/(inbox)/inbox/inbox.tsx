'use client';

import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import classes from './inbox.module.css';
import { KeysHelp } from './keys-help';
import { useSelection } from './selection';
import { TicketList } from './ticket-list';
import { TicketPane } from './ticket-pane';
import { useLiveInbox } from './use-live-inbox';
import { useTicketPages } from './use-ticket-pages';
import { ViewList } from './view-list';

/** Views, tickets, one ticket: three panes, all driven by keys as well. */
export function Inbox() {
  const selection = useSelection();
  const [search, setSearch] = useState('');
  const searchInput = useRef<HTMLInputElement>(null);
  const [helpOpened, help] = useDisclosure(false);
  const narrow = useMediaQuery('(max-width: 62em)') ?? false;
  const pages = useTicketPages(selection.view, search);
  useLiveInbox();
  const move = (by: 1 | -1) => {
    const at = pages.tickets.findIndex(({ id }) => id === selection.ticketId);
    const next = pages.tickets[at < 0 ? 0 : at + by];
    if (next) selection.selectTicket(next.id);
  };
  /** After a ticket has left the list: on to the one below it, else the one above. */
  const selectNeighbour = () => {
    const at = pages.tickets.findIndex(({ id }) => id === selection.ticketId);
    selection.selectTicket((pages.tickets[at + 1] ?? pages.tickets[at - 1])?.id ?? null);
  };
  useHotkeys([
    ['J', () => move(1)],
    ['K', () => move(-1)],
    ['/', () => searchInput.current?.focus()],
    ['shift+?', help.open],
  ]);
  const showsTicket = selection.ticketId !== null;
  return (
    <div className={classes.panes}>
      {!(narrow && showsTicket) && (
        <>
          <ViewList view={selection.view} onSelect={selection.selectView} onHelp={help.open} />
          <TicketList
            pages={pages}
            view={selection.view}
            selectedId={selection.ticketId}
            search={search}
            searchInput={searchInput}
            onSearch={setSearch}
            onSelect={selection.selectTicket}
          />
        </>
      )}
      {(!narrow || showsTicket) && (
        <TicketPane
          key={selection.ticketId ?? 'none'}
          ticketId={selection.ticketId}
          isEmpty={!pages.isPending && pages.tickets.length === 0}
          onLeft={selectNeighbour}
          onBack={narrow ? () => selection.selectTicket(null) : null}
        />
      )}
      <KeysHelp opened={helpOpened} onClose={help.close} />
    </div>
  );
}
