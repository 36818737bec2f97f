'use client';

import { Alert, Button, Center, Group } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { readLocalDraft } from '../sync/local-draft';
import { EditorProvider } from '../use-editor';
import { NodeWordsProvider } from '../use-node-words';
import { Editor } from './editor';
import { EditorSkeleton } from './editor-skeleton';
import { DraftProvider, type OpenedDraft, useOpenedDraft } from './use-opened-draft';

/** Read once at every opening, never from a cache: an old draft would be taken for the present one. */
const FRESH = {
  gcTime: 0,
  staleTime: 0,
  refetchOnMount: 'always',
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  retry: 1,
} as const;

/** Opens a flow: the server's draft joined with what this browser still keeps of it. */
export function OpenFlow({ flowId }: { flowId: string }) {
  const trpc = useTRPC();
  const onServer = useQuery(trpc.flows.get.queryOptions({ id: flowId }, FRESH));
  const kept = useQuery({
    queryKey: ['local-draft', flowId],
    queryFn: () => readLocalDraft(flowId),
    ...FRESH,
  });
  const opened = useOpenedDraft(
    flowId,
    onServer.isFetchedAfterMount ? onServer.data : undefined,
    kept.isFetchedAfterMount ? kept.data : undefined,
    useMay('flow.edit'),
  );
  if (onServer.error) return <CannotOpen error={onServer.error} onRetry={() => onServer.refetch()} />;
  if (!opened) return <EditorSkeleton />;
  return <Opened opened={opened} />;
}

function Opened({ opened }: { opened: OpenedDraft }) {
  return (
    <EditorProvider value={opened.editor}>
      <DraftProvider value={opened}>
        <Suspense fallback={<EditorSkeleton />}>
          <NodeWordsProvider>
            <Editor />
          </NodeWordsProvider>
        </Suspense>
      </DraftProvider>
    </EditorProvider>
  );
}

function CannotOpen({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const t = useTranslations('designer.open');
  const sentence = useErrorSentence();
  return (
    <Center h="100%" p="xl">
      <Alert icon={<IconCloudOff size={20} />} title={t('failed')} color="red" maw={520}>
        {sentence(error)}
        <Group mt="md" gap="xs">
          <Button variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
          <Button variant="default" component={Link} href="/flows">
            {t('toList')}
          </Button>
        </Group>
      </Alert>
    </Center>
  );
}
