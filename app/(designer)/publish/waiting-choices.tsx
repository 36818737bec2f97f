'use client';

import { Alert, Anchor, Badge, Select, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';

export type MoveChoices = Record<string, 'stay' | 'move' | 'restart'>;

interface WaitingChoicesProps {
  /** By node; one that is missing stays. */
  choices: MoveChoices;
  onChange(choices: MoveChoices): void;
}

/** What waits in the flow, node by node, where it would stand in the new version, and what shall become of it. */
export function WaitingChoices({ choices, onChange }: WaitingChoicesProps) {
  const t = useTranslations('publish.waiting');
  const sentence = useErrorSentence();
  const trpc = useTRPC();
  const id = useEditorState((state) => state.flowId);
  const found = useQuery(trpc.publishing.waiting.queryOptions({ id }, { staleTime: 0 }));
  if (found.error) return <Alert color="yellow">{t('failed', { reason: sentence(found.error) })}</Alert>;
  if (!found.data || found.data.length === 0) return null;
  return (
    <Stack gap="xs">
      <div>
        <Text fw={600} size="sm">
          {t('title')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('help')}
        </Text>
      </div>
      <Table verticalSpacing={6} horizontalSpacing="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('node')}</Table.Th>
            <Table.Th>{t('stands')}</Table.Th>
            <Table.Th w={250}>{t('choice')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.data.map((node) => (
            <WaitingLine
              key={node.nodeId}
              node={node}
              choice={choices[node.nodeId] ?? 'stay'}
              onChoose={(choice) => onChange({ ...choices, [node.nodeId]: choice })}
            />
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        {t('restartHelp')}
      </Text>
      {found.data[0]?.capped && (
        <Text size="xs" c="dimmed">
          {t('capped')}
        </Text>
      )}
    </Stack>
  );
}

interface WaitingLineProps {
  node: {
    nodeId: string;
    nodeType: string;
    title: string | null;
    count: number;
    since: Date;
    versions: readonly { version: number; count: number }[];
    standing: 'same' | 'changed' | 'gone' | 'called';
    choices: readonly ('stay' | 'move' | 'restart')[];
  };
  choice: 'stay' | 'move' | 'restart';
  onChoose(choice: 'stay' | 'move' | 'restart'): void;
}

function WaitingLine({ node, choice, onChoose }: WaitingLineProps) {
  const t = useTranslations('publish.waiting');
  const format = useFormatter();
  const words = useNodeWords();
  const editor = useEditor();
  const title = words.title({ type: node.nodeType, ...(node.title ? { title: node.title } : {}) });
  const attention = node.standing === 'gone' || node.standing === 'changed';
  return (
    <Table.Tr>
      <Table.Td>
        {node.standing === 'gone' ? (
          <Text size="sm">{title}</Text>
        ) : (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => editor.select({ nodes: new Set([node.nodeId]) })}
          >
            {title}
          </Anchor>
        )}
        <Text size="xs" c="dimmed">
          {format.number(node.count)} ·{' '}
          {t('since', { time: format.dateTime(node.since, { dateStyle: 'medium' }) })}
          {' · '}
          {node.versions.map(({ version }) => t('version', { version })).join(', ')}
        </Text>
      </Table.Td>
      <Table.Td>
        {attention ? (
          <Badge
            color="yellow"
            styles={{ root: { height: 'auto', whiteSpace: 'normal' }, label: { whiteSpace: 'normal' } }}
          >
            {t(`standing.${node.standing}`)}
          </Badge>
        ) : (
          <Text size="sm">{t(`standing.${node.standing}`)}</Text>
        )}
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          aria-label={t('choice')}
          allowDeselect={false}
          data={node.choices.map((value) => ({ value, label: t(`choices.${value}`) }))}
          value={choice}
          onChange={(value) => {
            const chosen = node.choices.find((one) => one === value);
            if (chosen) onChoose(chosen);
          }}
        />
      </Table.Td>
    </Table.Tr>
  );
}
