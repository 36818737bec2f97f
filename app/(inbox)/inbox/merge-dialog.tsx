'use client';

import { Alert, Badge, Button, Group, Modal, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import classes from './inbox.module.css';
import type { TicketDetail } from './use-ticket-actions';
import type { TicketLine } from './use-ticket-pages';

interface MergeDialogProps {
  ticket: TicketDetail;
  opened: boolean;
  onClose(): void;
  onMerge(into: TicketLine): void;
}

/** Chooses the ticket that this one is joined to: the customer's other ones first, any other by search. */
export function MergeDialog({ ticket, opened, onClose, onMerge }: MergeDialogProps) {
  const t = useTranslations('inbox.merge');
  const shell = useTranslations('shell');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<TicketLine | null>(null);
  const { offered, isSearch } = useOffered(ticket, search, opened);
  const stranger = chosen && chosen.customer.address !== ticket.customer.address ? chosen : null;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={<Text fw={600}>{t('title', { number: ticket.number })}</Text>}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('text')}
        </Text>
        <TextInput
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          data-autofocus
        />
        <Offered lines={offered} isSearch={isSearch} chosenId={chosen?.id ?? null} onChoose={setChosen} />
        {stranger && (
          <Alert color="orange" p="xs">
            {t('stranger', { name: stranger.customer.name || stranger.customer.address })}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button disabled={!chosen} onClick={() => chosen && onMerge(chosen)}>
            {chosen ? t('mergeInto', { number: chosen.number }) : t('merge')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The customer's other tickets, or what a search finds; never the ticket itself. */
function useOffered(ticket: TicketDetail, search: string, opened: boolean) {
  const trpc = useTRPC();
  const [settled] = useDebouncedValue(search.trim(), 250);
  const { data: card } = useQuery(trpc.tickets.customer.queryOptions(opened ? { id: ticket.id } : skipToken));
  const { data: found } = useQuery(
    trpc.inbox.search.queryOptions(settled === '' ? skipToken : { search: settled }),
  );
  const lines: TicketLine[] = (settled === '' ? card?.otherTickets : found) ?? [];
  return { offered: lines.filter(({ id }) => id !== ticket.id), isSearch: settled !== '' };
}

interface OfferedProps {
  lines: TicketLine[];
  isSearch: boolean;
  chosenId: string | null;
  onChoose(line: TicketLine): void;
}

function Offered({ lines, isSearch, chosenId, onChoose }: OfferedProps) {
  const t = useTranslations('inbox.merge');
  return (
    <Stack gap={2} mih={120} mah={280} style={{ overflowY: 'auto' }}>
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(isSearch ? 'notFound' : 'noOthers')}
        </Text>
      )}
      {lines.map((line) => (
        <UnstyledButton
          key={line.id}
          className={classes.view}
          aria-current={line.id === chosenId}
          onClick={() => onChoose(line)}
        >
          <Text span size="sm" className={classes.viewName}>
            #{line.number} {line.subject}
          </Text>
          <Text span size="xs" c="dimmed">
            {line.customer.name || line.customer.address}
          </Text>
          <StateBadge state={line.state} />
        </UnstyledButton>
      ))}
    </Stack>
  );
}

function StateBadge({ state }: { state: TicketLine['state'] }) {
  const states = useTranslations('inbox.states');
  return (
    <Badge size="xs" color={state === 'closed' ? 'gray' : 'petrol'}>
      {states(state)}
    </Badge>
  );
}
