'use client';

import { Alert, Button, Group, List, Modal, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { NamingFlows } from '../../shared/naming-flows';
import { useSaving } from '../../shared/use-saving';
import type { Mailbox } from './mailbox';

interface RemoveMailboxProps {
  mailbox: Mailbox;
  mailboxes: Mailbox[];
  onClose(): void;
}

/** Says what becomes of tickets and of mail that was not fetched before a mailbox goes. */
export function RemoveMailboxDialog({ mailbox, mailboxes, onClose }: RemoveMailboxProps) {
  const t = useTranslations('admin.mailboxes.removal');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const trpc = useTRPC();
  const sentence = useErrorSentence();
  const [heirId, setHeirId] = useState<string | null>(null);
  const { data: use, error } = useQuery(trpc.mailboxes.use.queryOptions({ id: mailbox.id }));
  const uses = useQuery(
    trpc.things.uses.queryOptions(
      { things: [{ kind: 'mailbox', id: mailbox.id }] },
      { staleTime: 0, gcTime: 0 },
    ),
  );
  const naming = uses.data?.[0];
  const failure = error ?? uses.error;
  const remove = useMutation(
    trpc.mailboxes.remove.mutationOptions(useSaving(trpc.mailboxes.list.queryFilter(), onClose)),
  );
  const others = mailboxes.filter(({ id }) => id !== mailbox.id);
  const name = (one: Mailbox) => one.name[locale] ?? one.slot;
  const needsHeir = (use?.tickets ?? 0) > 0;
  return (
    <Modal opened onClose={onClose} title={t('title', { name: name(mailbox) })}>
      {failure && <Alert color="red">{sentence(failure)}</Alert>}
      {failure ? null : !use || !naming ? (
        <Skeleton h={120} />
      ) : (
        <Stack>
          <List size="sm" spacing={4}>
            <List.Item>{t('tickets', { count: use.tickets, open: use.openTickets })}</List.Item>
            <List.Item>{t(mailbox.settings.incoming.kind === 'imap' ? 'unfetched' : 'refused')}</List.Item>
            {use.unsent > 0 && <List.Item>{t('unsent', { count: use.unsent })}</List.Item>}
          </List>
          {naming.flows.length > 0 && (
            <Text component="div" size="sm">
              <NamingFlows flows={naming.flows} />
            </Text>
          )}
          {needsHeir && others.length === 0 && <Alert color="yellow">{t('noHeir')}</Alert>}
          {needsHeir && others.length > 0 && (
            <Select
              label={t('heir')}
              value={heirId}
              onChange={setHeirId}
              data={others.map((one) => ({ value: one.id, label: name(one) }))}
            />
          )}
          <Text size="sm">{t('final')}</Text>
          {remove.error && <Alert color="red">{sentence(remove.error)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button
              color="red"
              loading={remove.isPending}
              disabled={use.unsent > 0 || (needsHeir && heirId === null)}
              onClick={() => remove.mutate({ id: mailbox.id, heirId })}
            >
              {t('confirm')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
