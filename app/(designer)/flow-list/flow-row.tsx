'use client';

import { Badge, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
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
import { indentOf } from './folder-row';
import { Sparkline } from './sparkline';

const COLORS = { draft: 'gray', published: 'teal', paused: 'yellow', archived: 'gray' } as const;

interface FlowRowProps {
  flow: FlowListEntry;
  volume: FlowVolume | undefined;
  /** How many folders it lies in. */
  depth: number;
}

/** Name, state, channel, traffic, problems, last publish and last change of a flow. */
export function FlowRow({ flow, volume, depth }: FlowRowProps) {
  const t = useTranslations('designer.list');
  return (
    <Table.Tr>
      <Table.Td miw={200} pl={indentOf(depth)} className={classes.words}>
        <Link href={`/flows/${flow.id}`} className={classes.name}>
          {flow.name}
        </Link>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {flow.description || t('nodes', { count: flow.nodes })}
        </Text>
        {volume?.behind && flow.state === 'published' && (
          <Group gap={4} wrap="nowrap" align="flex-start" c="orange">
            <IconAlertTriangle size={14} style={{ flexShrink: 0, marginTop: 2 }} aria-hidden />
            <Text size="xs">{t('behind', { name: volume.behind })}</Text>
          </Group>
        )}
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
