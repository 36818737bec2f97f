'use client';

import { Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useSaving } from '../../shared/use-saving';
import type { Hook } from './hook';

/** How a web hook is called, ready to be copied, and the way to another address. */
export function HookAddress({ hook }: { hook: Hook }) {
  const t = useTranslations('admin.hooks');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const renew = useMutation(trpc.hooks.renew.mutationOptions(useSaving(trpc.hooks.list.queryFilter())));
  const ask = () =>
    modals.openConfirmModal({
      title: t('renew'),
      children: <Text>{t('renewText')}</Text>,
      labels: { confirm: t('renew'), cancel: shell('cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => renew.mutate({ id: hook.id }),
    });
  const example = `curl -X POST ${hook.url} -H 'Content-Type: application/json' -H 'Idempotency-Key: 4711' -d '{"subject":"...","text":"...","customer":{"name":"...","email":"..."}}'`;
  return (
    <div>
      <Group justify="flex-end" gap="xs" mb={4}>
        <CopyButton value={hook.url}>
          {({ copied, copy }) => (
            <Button
              variant="subtle"
              size="compact-sm"
              color={copied ? 'teal' : undefined}
              leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="subtle"
          size="compact-sm"
          color="gray"
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={ask}
          loading={renew.isPending}
        >
          {t('renew')}
        </Button>
      </Group>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {example}
      </Code>
    </div>
  );
}
