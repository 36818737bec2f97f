'use client';

import { Alert, Button, Code, Group, Stack, Table, Text } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTimes } from '@/app/(inbox)/inbox/times';
import { usePersonName } from '@/app/(inbox)/inbox/visitor-name';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useSaving } from '../../shared/use-saving';
import { type Line, stateColors } from './line-table';
import { Reason } from './reason';

/** What is known about one message, and what can be done with it. */
export function LineDetail({ line, onDone }: { line: Line; onDone(): void }) {
  const t = useTranslations('admin.ledger');
  const trpc = useTRPC();
  const mayReplay = useMay('ledger.replay');
  const again = useMutation(
    trpc.ledger.processAgain.mutationOptions(useSaving(trpc.ledger.list.pathFilter(), onDone)),
  );
  return (
    <Stack>
      <Fate line={line} />
      {line.lastError && line.lastError !== line.detail && <Code block>{line.lastError}</Code>}
      <LineFacts line={line} />
      <Group>
        {line.hasRaw && (
          <Button
            component="a"
            href={`/api/ledger/${encodeURIComponent(line.id)}/raw`}
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t('original')}
          </Button>
        )}
        {line.state === 'quarantined' && mayReplay && (
          <Button
            leftSection={<IconRefresh size={16} />}
            loading={again.isPending}
            onClick={() => again.mutate({ id: line.id })}
          >
            {t('processAgain')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function LineFacts({ line }: { line: Line }) {
  const t = useTranslations('admin.ledger');
  const times = useTimes();
  const person = usePersonName();
  return (
    <Table withRowBorders={false} layout="fixed">
      <Table.Tbody>
        {[
          [t('from'), person(line.from)],
          [t('subject'), line.subject || t('noSubject')],
          [t('arrived'), times.full(line.arrivedAt)],
          [t('finished'), line.finalAt ? times.full(line.finalAt) : t('notFinished')],
          // Once is how it should be, and not worth a word.
          ...(line.attempts > 1 ? [[t('attempts'), String(line.attempts)]] : []),
        ].map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Td w={140} c="dimmed">
              {label}
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Why it went no further, and what can be done about it. */
function Fate({ line: { state, reason, detail } }: { line: Line }) {
  const t = useTranslations('admin.ledger');
  // What the reason says in full needs no second sentence.
  const more = reason === 'empty' ? null : detail;
  if (state !== 'quarantined' && !more) return null;
  return (
    <Alert color={stateColors[state]} title={<Reason reason={reason} asTitle />}>
      <Stack gap="xs">
        {more && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {more}
          </Text>
        )}
        {state === 'quarantined' && <Text size="sm">{t('quarantineHelp')}</Text>}
      </Stack>
    </Alert>
  );
}
