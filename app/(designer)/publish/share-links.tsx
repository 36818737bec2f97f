'use client';

import {
  Alert,
  Button,
  Code,
  CopyButton,
  Group,
  Select,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy, IconLink } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useEditorState } from '../use-editor';
import classes from './publish.module.css';

const DAYS = [1, 7, 30, 90];

/** Links by which somebody without an account looks at the draft. */
export function ShareLinks() {
  const t = useTranslations('publish.share');
  const format = useFormatter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const id = useEditorState((state) => state.flowId);
  const found = useQuery(trpc.publishing.shareLinks.queryOptions({ id }));
  const revoke = useMutation(
    trpc.publishing.revokeLink.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.publishing.shareLinks.queryFilter());
        notifications.show({ color: 'teal', message: t('revoked') });
      },
    }),
  );
  if (found.error) return <Text c="red">{sentence(found.error)}</Text>;
  if (!found.data) return <Skeleton h={80} />;
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        {t('help')}
      </Text>
      <NewLink id={id} />
      {found.data.length === 0 && <Text size="sm">{t('none')}</Text>}
      {found.data.map(({ id: linkId, label, createdBy, expiresAt }) => (
        <Group key={linkId} gap="xs" wrap="nowrap" className={classes.line}>
          <div className={classes.words}>
            <Text size="sm" fw={500} truncate>
              {label || t('unnamed')}
            </Text>
            <Text size="xs" c="dimmed">
              {t('expires', { time: format.dateTime(expiresAt, { dateStyle: 'medium' }) })}
              {createdBy && ` · ${t('by', { by: createdBy })}`}
            </Text>
          </div>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('revokeNamed', { label: label || t('unnamed') })}
            onClick={() => revoke.mutate({ id, linkId })}
          >
            {t('revoke')}
          </Button>
        </Group>
      ))}
      {revoke.error && <Alert color="red">{sentence(revoke.error)}</Alert>}
    </Stack>
  );
}

function NewLink({ id }: { id: string }) {
  const t = useTranslations('publish.share');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const [label, setLabel] = useState('');
  const [days, setDays] = useState('7');
  const share = useMutation(
    trpc.publishing.share.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.publishing.shareLinks.queryFilter()),
    }),
  );
  const link = share.data && `${window.location.origin}/shared/${share.data.token}`;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        share.mutate({ id, label, days: Number(days) });
        setLabel('');
      }}
    >
      <Stack gap="xs">
        <TextInput
          size="xs"
          label={t('label')}
          maxLength={120}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Select
          size="xs"
          label={t('days')}
          allowDeselect={false}
          value={days}
          data={DAYS.map((count) => ({ value: String(count), label: t('dayCount', { days: count }) }))}
          onChange={(value) => setDays(value ?? '7')}
        />
        <Group justify="flex-end">
          <Button type="submit" size="xs" leftSection={<IconLink size={15} />} loading={share.isPending}>
            {t('create')}
          </Button>
        </Group>
        {share.error && <Alert color="red">{sentence(share.error)}</Alert>}
        {link && (
          <Alert color="teal" p="xs">
            <Stack gap="xs">
              <Text size="xs">{t('once')}</Text>
              <Code block className={classes.link}>
                {link}
              </Code>
              <CopyButton value={link}>
                {({ copied, copy }) => (
                  <Button
                    size="compact-xs"
                    variant="default"
                    leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
                    onClick={copy}
                  >
                    {t(copied ? 'copied' : 'copy')}
                  </Button>
                )}
              </CopyButton>
            </Stack>
          </Alert>
        )}
      </Stack>
    </form>
  );
}
