'use client';

import { ActionIcon, Alert, Autocomplete, Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import * as z from 'zod';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useEditorState } from '../use-editor';
import classes from './publish.module.css';

const addressSchema = z.email();
const DRAFT = 'draft';

/** Addresses whose mail walks the draft or one version, so that it can be tried with real mail. */
export function BoundAddresses() {
  const t = useTranslations('publish.addresses');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const mayPublish = useMay('flow.publish');
  const id = useEditorState((state) => state.flowId);
  const found = useQuery(trpc.publishing.aliases.queryOptions({ id }));
  const unbind = useMutation(
    trpc.publishing.unbindAddress.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.publishing.aliases.queryFilter()),
    }),
  );
  if (found.error) return <Text c="red">{sentence(found.error)}</Text>;
  if (!found.data) return <Skeleton h={80} />;
  const own = found.data.mailboxes
    .flatMap(({ addresses }) => addresses)
    .filter((one) => !one.startsWith('*'));
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        {t('help')} {t('real')}
      </Text>
      {found.data.aliases.length === 0 && <Text size="sm">{t('none')}</Text>}
      {found.data.aliases.map(({ address, target }) => (
        <Group key={address} gap="xs" wrap="nowrap" className={classes.line}>
          <div className={classes.words}>
            <Text size="sm" fw={500} truncate title={address}>
              {address}
            </Text>
            <Text size="xs" c="dimmed">
              {t('target')} {target.kind === 'draft' ? t('draft') : t('version', { version: target.version })}
            </Text>
            {own.includes(address) && (
              <Text size="xs" c="orange">
                {t('liveWarning')}
              </Text>
            )}
          </div>
          {mayPublish && (
            <ActionIcon
              aria-label={t('unbind', { address })}
              title={t('unbind', { address })}
              onClick={() => unbind.mutate({ id, address })}
            >
              <IconMailOff size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {unbind.error && <Alert color="red">{sentence(unbind.error)}</Alert>}
      {mayPublish && <BindForm id={id} addresses={own} />}
    </Stack>
  );
}

function BindForm({ id, addresses }: { id: string; addresses: string[] }) {
  const t = useTranslations('publish.addresses');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const versions = useQuery(trpc.flows.versions.queryOptions({ id }));
  const [address, setAddress] = useState(withTag(addresses[0] ?? ''));
  const [target, setTarget] = useState(DRAFT);
  const bind = useMutation(
    trpc.publishing.bindAddress.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.publishing.aliases.queryFilter()),
    }),
  );
  const isAddress = addressSchema.safeParse(address.trim()).success;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const bound =
          target === DRAFT
            ? ({ kind: 'draft' } as const)
            : ({ kind: 'version', version: Number(target) } as const);
        bind.mutate({ id, address: address.trim(), target: bound });
      }}
    >
      <Stack gap="xs">
        <Autocomplete
          size="xs"
          label={t('address')}
          description={t('addressHelp', { example: withTag(addresses[0] ?? 'service@example.org') })}
          data={[...new Set([...addresses.map(withTag), ...addresses])]}
          value={address}
          onChange={setAddress}
          error={address !== '' && !isAddress ? t('notAddress') : null}
        />
        <Select
          size="xs"
          label={t('target')}
          allowDeselect={false}
          value={target}
          data={[
            { value: DRAFT, label: t('draft') },
            ...(versions.data ?? []).map(({ version }) => ({
              value: String(version),
              label: t('version', { version }),
            })),
          ]}
          onChange={(value) => setTarget(value ?? DRAFT)}
        />
        {bind.error && <Alert color="red">{sentence(bind.error)}</Alert>}
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={bind.isPending} disabled={!isAddress}>
            {t('bind')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** `service@example.org` -> `service+test@example.org` */
function withTag(address: string): string {
  return address.replace('@', '+test@');
}
