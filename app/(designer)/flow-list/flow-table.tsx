'use client';

import { Badge, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconFolder, IconFolderOpen } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import type { FlowVolume } from '@/runtime/library/flow-volumes';
import type { FlowListEntry } from '@/runtime/library/list-flows';
import { PlannedMark } from '../publish/planned-mark';
import { UpgradeBadge } from '../upgrade/upgrade-badge';
import classes from './flow-list.module.css';
import { FlowMenu } from './flow-menu';
import { Sparkline } from './sparkline';
import { useClosedFolders } from './use-closed-folders';

interface FlowTableProps {
  flows: readonly FlowListEntry[];
  volumes: ReadonlyMap<string, FlowVolume>;
  /** Whoever searches sees into closed folders too. */
  searching: boolean;
}

/** One line a flow: name, state, channel, traffic, problems, last publish, last change. */
export function FlowTable({ flows, volumes, searching }: FlowTableProps) {
  const t = useTranslations('designer.list');
  const { closed, toggle } = useClosedFolders();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('columns.name')}</Table.Th>
          <Table.Th>{t('columns.state')}</Table.Th>
          <Table.Th>{t('columns.channel')}</Table.Th>
          <Table.Th>{t('columns.traffic')}</Table.Th>
          <Table.Th>{t('columns.problems')}</Table.Th>
          <Table.Th>{t('columns.published')}</Table.Th>
          <Table.Th>{t('columns.updated')}</Table.Th>
          <Table.Th w={48} aria-label={t('columns.actions')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {byFolder(flows).map(([folder, inside]) => (
          <Fragment key={folder}>
            {folder !== '' && (
              <FolderLine
                folder={folder}
                count={inside.length}
                open={!closed.has(folder)}
                toggle={() => toggle(folder)}
              />
            )}
            {(searching || !closed.has(folder)) &&
              inside.map((flow) => <FlowLine key={flow.id} flow={flow} volume={volumes.get(flow.id)} />)}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface FolderLineProps {
  folder: string;
  count: number;
  open: boolean;
  toggle(): void;
}

function FolderLine({ folder, count, open, toggle }: FolderLineProps) {
  const Icon = open ? IconFolderOpen : IconFolder;
  return (
    <Table.Tr>
      <Table.Th colSpan={8} scope="rowgroup" className={classes.folder}>
        <UnstyledButton fz="sm" fw={650} aria-expanded={open} onClick={toggle}>
          <Icon size={16} stroke={1.7} aria-hidden /> {folder}{' '}
          <Text span size="xs" c="dimmed">
            {count}
          </Text>
        </UnstyledButton>
      </Table.Th>
    </Table.Tr>
  );
}

/** Flows without a folder first, then folder by folder; within one the last changed first, as they came. */
function byFolder(flows: readonly FlowListEntry[]): [string, FlowListEntry[]][] {
  return [...Map.groupBy(flows, (flow) => flow.folder)].sort(([left], [right]) => left.localeCompare(right));
}

const COLORS = { draft: 'gray', published: 'teal', paused: 'yellow', archived: 'gray' } as const;

function FlowLine({ flow, volume }: { flow: FlowListEntry; volume: FlowVolume | undefined }) {
  const t = useTranslations('designer.list');
  return (
    <Table.Tr>
      <Table.Td miw={200} className={classes.words}>
        <Link href={`/flows/${flow.id}`} className={classes.name}>
          {flow.name}
        </Link>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {flow.description || t('nodes', { count: flow.nodes })}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          <Badge color={COLORS[flow.state]} miw="max-content">
            {t(`states.${flow.state}`)}
          </Badge>
          {flow.changed && flow.state !== 'archived' && (
            <Text size="xs" c="dimmed">
              {t('changed')}
            </Text>
          )}
          {flow.templateUpgrade !== null && flow.state !== 'archived' && (
            <UpgradeBadge flow={flow} to={flow.templateUpgrade} />
          )}
          <PlannedMark plannedAt={flow.plannedAt} refused={flow.publicationRefused} />
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm" maw={160}>
          {volume?.sources.map((source, index) => (
            <Fragment key={source}>
              {index > 0 && ', '}
              <span className={classes.source}>{t(`sources.${source}`)}</span>
            </Fragment>
          ))}
        </Text>
      </Table.Td>
      <Table.Td>{volume && <Traffic days={volume.days} />}</Table.Td>
      <Table.Td>
        <Problems {...flow.problems} />
      </Table.Td>
      <Table.Td>
        {flow.publishedAt ? (
          <When at={flow.publishedAt} by={flow.publishedBy} prefix={`v${flow.publishedVersion}`} />
        ) : (
          <Text c="dimmed">{t('never')}</Text>
        )}
      </Table.Td>
      <Table.Td>
        <When at={flow.updatedAt} by={flow.updatedBy} />
      </Table.Td>
      <Table.Td>
        <FlowMenu flow={flow} />
      </Table.Td>
    </Table.Tr>
  );
}

/** How many came each day, and in all. */
function Traffic({ days }: { days: readonly number[] }) {
  const format = useFormatter();
  const count = days.reduce((sum, day) => sum + day, 0);
  return (
    <Group gap={6} wrap="nowrap">
      <Sparkline days={days} />
      <Text size="xs" c="dimmed" miw={16} ta="right" aria-hidden>
        {format.number(count)}
      </Text>
    </Group>
  );
}

function Problems({ errors, warnings }: { errors: number; warnings: number }) {
  const t = useTranslations('designer.list');
  if (errors + warnings === 0) return <Text c="dimmed">{t('noProblems')}</Text>;
  return (
    <Group gap={6} wrap="nowrap" c={errors > 0 ? 'red' : 'yellow'}>
      <IconAlertTriangle size={16} aria-hidden />
      <Text inherit style={{ whiteSpace: 'nowrap' }}>
        {errors > 0 ? t('errors', { count: errors }) : t('warnings', { count: warnings })}
      </Text>
    </Group>
  );
}

function When({ at, by, prefix }: { at: Date; by: string | null; prefix?: string }) {
  const format = useFormatter();
  const time = format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <Text className={classes.time}>{time}</Text>
      {(prefix || by) && (
        <Text size="xs" c="dimmed">
          {[prefix, by].filter(Boolean).join(' · ')}
        </Text>
      )}
    </>
  );
}
