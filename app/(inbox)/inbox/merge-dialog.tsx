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
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<TicketLine | null>(null);
  const [settled] = useDebouncedValue(search.trim(), 250);
  const { data: card } = useQuery(trpc.tickets.customer.queryOptions(opened ? { id: ticket.id } : skipToken));
  const { data: found } = useQuery(
    trpc.inbox.search.queryOptions(settled === '' ? skipToken : { search: settled }),
  );
  const offered = ((settled === '' ? card?.otherTickets : found) ?? []).filter(({ id }) => id !== ticket.id);
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
        <Stack gap={2} mih={120} mah={280} style={{ overflowY: 'auto' }}>
          {offered.length === 0 && (
            <Text size="sm" c="dimmed">
              {t(settled === '' ? 'noOthers' : 'notFound')}
            </Text>
          )}
          {offered.map((line) => (
            <UnstyledButton
              key={line.id}
              className={classes.view}
              aria-current={line.id === chosen?.id}
              onClick={() => setChosen(line)}
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

function StateBadge({ state }: { state: TicketLine['state'] }) {
  const states = useTranslations('inbox.states');
  return (
    <Badge size="xs" color={state === 'closed' ? 'gray' : 'petrol'}>
      {states(state)}
    </Badge>
  );
}
