'use client';

import {
  ActionIcon,
  Button,
  Group,
  Skeleton,
  Stack,
  Text,
  Title,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import {
  IconArchive,
  IconClockPause,
  IconInbox,
  IconKeyboard,
  IconList,
  IconPencilPlus,
  IconTag,
  IconUser,
  IconUserQuestion,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useTRPC } from '@/app/trpc/client';
import classes from './inbox.module.css';

const fixedIcons: Record<string, TablerIcon> = {
  mine: IconUser,
  unassigned: IconUserQuestion,
  open: IconList,
  parked: IconClockPause,
  closed: IconArchive,
};

interface ViewListProps {
  view: string;
  onSelect(view: string): void;
  onHelp(): void;
  onWrite(): void;
}

/** The left pane: views made from queues and from what the published flows sort by, with live counts. */
export function ViewList({ view, onSelect, onHelp, onWrite }: ViewListProps) {
  const t = useTranslations('inbox');
  const trpc = useTRPC();
  const { data: groups } = useQuery(trpc.inbox.views.queryOptions());
  const nav = useRef<HTMLElement>(null);
  const loaded = groups !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen view is found by what is drawn for it
  useEffect(() => {
    const chosen = nav.current?.querySelector('[aria-current="true"]');
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view, loaded]);
  return (
    <nav ref={nav} className={classes.views} aria-label={t('views.label')}>
      <Group className={classes.viewsHead} justify="space-between" wrap="nowrap">
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <Tooltip label={t('keys.title')}>
          <ActionIcon onClick={onHelp} aria-label={t('keys.title')}>
            <IconKeyboard size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Button
        className={classes.write}
        variant="light"
        leftSection={<IconPencilPlus size={16} />}
        onClick={onWrite}
        title="C"
      >
        {t('write.title')}
      </Button>
      {!groups && <Waiting />}
      {groups?.map((group) =>
        group.views.length === 0 ? null : (
          <Stack key={`${group.kind}:${group.title}`} className={classes.viewGroup} gap={1}>
            {(group.kind === 'queues' || group.kind === 'sorted') && (
              <Text size="xs" c="dimmed" fw={600} px={8} py={4}>
                {group.title ?? t(`views.groups.${group.kind}`)}
              </Text>
            )}
            {group.views.map(({ id, name, count, color }) => {
              const Icon = fixedIcons[id] ?? (group.kind === 'sorted' ? IconTag : IconInbox);
              return (
                <UnstyledButton
                  key={id}
                  className={classes.view}
                  aria-current={id === view}
                  onClick={() => onSelect(id)}
                >
                  {color ? (
                    <span className={classes.dot} style={{ background: `var(--mantine-color-${color}-6)` }} />
                  ) : (
                    <Icon size={16} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
                  )}
                  <span className={classes.viewName}>{name ?? t(`views.fixed.${fixedName(id)}`)}</span>
                  {id !== 'closed' && count > 0 && <span className={classes.count}>{count}</span>}
                </UnstyledButton>
              );
            })}
          </Stack>
        ),
      )}
    </nav>
  );
}

function fixedName(id: string): 'mine' | 'unassigned' | 'open' | 'parked' | 'closed' {
  return id === 'mine' || id === 'unassigned' || id === 'parked' || id === 'closed' ? id : 'open';
}

function Waiting() {
  return (
    <Stack gap={10} px={8}>
      {[70, 90, 60, 80, 75, 65].map((width) => (
        <Skeleton key={width} h={14} w={`${width}%`} />
      ))}
    </Stack>
  );
}
