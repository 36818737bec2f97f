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
  return (
    <nav className={classes.views} aria-label={t('views.label')}>
      <Group justify="space-between" mb="sm" pl={8} wrap="nowrap">
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
        fullWidth
        variant="light"
        mb="md"
        leftSection={<IconPencilPlus size={16} />}
        onClick={onWrite}
        title="C"
      >
        {t('write.title')}
      </Button>
      {!groups && <Waiting />}
      {groups?.map((group) =>
        group.views.length === 0 ? null : (
          <Stack key={`${group.kind}:${group.title}`} gap={1} mb="md">
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
