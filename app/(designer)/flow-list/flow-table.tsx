'use client';

import { ActionIcon, Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconFold, IconSelector } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { Fragment, useMemo, useState } from 'react';
import type { FlowVolume } from '@/runtime/library/flow-volumes';
import type { FlowListEntry } from '@/runtime/library/list-flows';
import classes from './flow-list.module.css';
import { FlowRow } from './flow-row';
import { FolderRow } from './folder-row';
import { folderAbove, folderLines, isHidden } from './folder-tree';
import { LAST_CHANGED, type SortableColumn, type Sorting, sortedBy, sortFlows } from './sort-flows';
import { useClosedFolders } from './use-closed-folders';

interface FlowTableProps {
  flows: readonly FlowListEntry[];
  volumes: ReadonlyMap<string, FlowVolume>;
  /** Whoever searches sees into closed folders too. */
  searching: boolean;
}

const NOTHING_CLOSED: ReadonlySet<string> = new Set();

/** Folders, and in them one line a flow in the wished order. */
export function FlowTable({ flows, volumes, searching }: FlowTableProps) {
  const language = useLocale();
  const [sorting, setSorting] = useState(LAST_CHANGED);
  const kept = useClosedFolders();
  const closed = searching ? NOTHING_CLOSED : kept.closed;
  const lines = useMemo(
    () => folderLines(sortFlows(flows, sorting, volumes, language), language),
    [flows, sorting, volumes, language],
  );
  return (
    <Table verticalSpacing="sm" highlightOnHover stickyHeader>
      <Head
        sorting={sorting}
        onSort={(by) => setSorting((present) => sortedBy(present, by))}
        folders={searching ? [] : lines.map(({ path }) => path).filter(Boolean)}
        closed={closed}
        close={kept.close}
      />
      <Table.Tbody>
        {lines.map((line) => (
          <Fragment key={line.path}>
            {line.path !== '' && !isHidden(folderAbove(line.path), closed) && (
              <FolderRow
                line={line}
                open={!closed.has(line.path)}
                toggle={searching ? null : () => kept.toggle(line.path)}
              />
            )}
            {!isHidden(line.path, closed) &&
              line.flows.map((flow) => (
                <FlowRow
                  key={flow.id}
                  flow={flow}
                  volume={volumes.get(flow.id)}
                  depth={line.path === '' ? 0 : line.depth + 1}
                />
              ))}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface HeadProps {
  sorting: Sorting;
  onSort(by: SortableColumn): void;
  /** None where they cannot be closed. */
  folders: readonly string[];
  closed: ReadonlySet<string>;
  close(folders: readonly string[]): void;
}

function Head({ sorting, onSort, folders, closed, close }: HeadProps) {
  const t = useTranslations('designer.list');
  const sortable = (by: SortableColumn) => (
    <SortableHead by={by} sorting={sorting} onSort={() => onSort(by)} />
  );
  const allClosed = folders.every((folder) => isHidden(folder, closed));
  return (
    <Table.Thead className={classes.head}>
      <Table.Tr>
        {sortable('name')}
        <Table.Th>{t('columns.state')}</Table.Th>
        <Table.Th>{t('columns.channel')}</Table.Th>
        {sortable('traffic')}
        {sortable('problems')}
        {sortable('published')}
        {sortable('updated')}
        <Table.Th w={48}>
          {folders.length > 1 ? (
            <ActionIcon
              aria-label={t(allClosed ? 'openFolders' : 'closeFolders')}
              title={t(allClosed ? 'openFolders' : 'closeFolders')}
              onClick={() => close(allClosed ? [] : folders)}
            >
              {allClosed ? <IconSelector size={18} /> : <IconFold size={18} />}
            </ActionIcon>
          ) : (
            <VisuallyHidden>{t('columns.actions')}</VisuallyHidden>
          )}
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

interface SortableHeadProps {
  by: SortableColumn;
  sorting: Sorting;
  onSort(): void;
}

/** A column that orders the flows of every folder by a click. */
function SortableHead({ by, sorting, onSort }: SortableHeadProps) {
  const t = useTranslations('designer.list');
  const active = sorting.by === by;
  const Icon = sorting.descending ? IconChevronDown : IconChevronUp;
  const order = sorting.descending ? 'descending' : 'ascending';
  return (
    <Table.Th aria-sort={active ? order : undefined}>
      <UnstyledButton
        className={classes.sort}
        data-active={active || undefined}
        title={t('sortBy', { column: t(`columns.${by}`) })}
        onClick={onSort}
      >
        {t(`columns.${by}`)}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}
