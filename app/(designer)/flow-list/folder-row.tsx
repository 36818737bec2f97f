'use client';

import { ActionIcon, Menu, Table, Text, UnstyledButton } from '@mantine/core';
import { IconCornerLeftUp, IconDots, IconFolder, IconFolderOpen, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import classes from './flow-list.module.css';
import { FolderDialog } from './folder-dialog';
import { type FolderLine, folderAbove, movesOfFolder } from './folder-tree';
import { useMoveFlows } from './use-move-flows';

/** Room before what lies in so many folders, px. */
export function indentOf(depth: number): number {
  return 10 + depth * 22;
}

interface FolderRowProps {
  line: FolderLine;
  open: boolean;
  /** `null` while a search holds all folders open. */
  toggle: (() => void) | null;
}

export function FolderRow({ line, open, toggle }: FolderRowProps) {
  const mayEdit = useMay('flow.edit');
  const Icon = open ? IconFolderOpen : IconFolder;
  const title = (
    <>
      <Icon size={16} stroke={1.7} className={classes.folderIcon} aria-hidden /> {line.name}{' '}
      <Text span size="xs" c="dimmed">
        {line.count}
      </Text>
    </>
  );
  return (
    <Table.Tr>
      <Table.Th
        colSpan={mayEdit ? 7 : 8}
        scope="rowgroup"
        pl={indentOf(line.depth)}
        className={classes.folder}
        data-depth={line.depth}
      >
        {toggle ? (
          <UnstyledButton fz="sm" fw={650} aria-expanded={open} title={line.path} onClick={toggle}>
            {title}
          </UnstyledButton>
        ) : (
          <Text fz="sm" fw={650} title={line.path}>
            {title}
          </Text>
        )}
      </Table.Th>
      {mayEdit && (
        <Table.Td className={classes.folder} data-depth={line.depth}>
          <FolderMenu path={line.path} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

/** What can be done with a folder and all that it holds. */
function FolderMenu({ path }: { path: string }) {
  const t = useTranslations('designer.folder');
  const flows = useQuery(useTRPC().flows.list.queryOptions());
  const [renaming, setRenaming] = useState(false);
  const move = useMoveFlows();
  return (
    <>
      {renaming && <FolderDialog path={path} onClose={() => setRenaming(false)} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('menu', { name: path })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setRenaming(true)}>
            {t('rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCornerLeftUp size={16} />}
            onClick={() => {
              const moves = movesOfFolder(flows.data ?? [], path, folderAbove(path));
              move.mutate({ moves, done: t('dissolved', { name: path, count: moves.length }) });
            }}
          >
            {t('dissolve')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
