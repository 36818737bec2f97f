'use client';

import { Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './inbox.module.css';
import { MessageCard } from './message-card';
import type { TicketDetail } from './use-ticket-actions';

/** All messages of a ticket, of every channel, oldest first; opened at the newest. */
export function Thread({ ticket }: { ticket: TicketDetail }) {
  const end = useRef<HTMLDivElement>(null);
  const count = ticket.messages.length;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <div className={classes.thread}>
      <Stack gap="sm" maw={860}>
        {ticket.messages.map((message) => (
          <MessageCard key={message.id} message={message} />
        ))}
      </Stack>
      <div ref={end} />
    </div>
  );
}
