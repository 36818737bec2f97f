'use client';

import { useHotkeys } from '@mantine/hooks';
import { useMay } from '@/app/shell/account-context';
import type { ComposerMode } from './composer';
import type { OpenMenu } from './ticket-buttons';
import type { TicketActions, TicketDetail } from './use-ticket-actions';

interface TicketKeys {
  ticket: TicketDetail | undefined;
  actions: TicketActions;
  onMode(mode: ComposerMode): void;
  onMenu(menu: OpenMenu): void;
  onMerge(): void;
}

/** One letter for everything that is done with a ticket. One that was merged into another is only read. */
export function useTicketKeys({ ticket, actions, onMode, onMenu, onMerge }: TicketKeys): void {
  const mayAssign = useMay('ticket.assign');
  const closed = ticket?.state === 'closed';
  const gone = ticket?.mergedInto != null;
  const forwardLast = () => {
    const last =
      ticket?.messages.findLast(({ direction }) => direction === 'inbound') ??
      ticket?.messages.findLast(({ direction }) => direction !== 'note');
    if (last && !gone) onMode({ kind: 'forward', messageId: last.id });
  };
  useHotkeys([
    ['R', () => !gone && onMode({ kind: 'reply' })],
    ['N', () => !gone && onMode({ kind: 'note' })],
    ['F', forwardLast],
    ['M', () => !gone && onMerge()],
    ['E', () => !gone && (closed ? actions.reopen() : actions.close())],
    ['P', () => !closed && onMenu('park')],
    ['T', () => !closed && onMenu('transfer')],
    ['A', () => !closed && (mayAssign ? onMenu('assign') : actions.take())],
    ['G', () => !closed && actions.take()],
  ]);
}
