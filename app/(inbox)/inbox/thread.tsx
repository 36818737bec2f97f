'use client';

import { Stack } from '@mantine/core';
import { useRef } from 'react';
import { type MessageActions, MessageCard } from './message-card';
import classes from './ticket.module.css';
import { useNewestInView } from './use-newest-in-view';
import type { TicketDetail } from './use-ticket-actions';

/** All messages of a ticket, of every channel, oldest first; opened at the newest. */
export function Thread({ ticket, actions }: { ticket: TicketDetail; actions: MessageActions }) {
  const thread = useRef<HTMLDivElement>(null);
  useNewestInView(thread, ticket.messages.length);
  return (
    <div ref={thread} className={classes.thread}>
      <Stack gap="sm" maw={860}>
        {ticket.messages.map((message) => (
          <MessageCard key={message.id} message={message} actions={actions} />
        ))}
      </Stack>
    </div>
  );
}
