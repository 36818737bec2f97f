'use client';

import { ActionIcon, Checkbox, Indicator, Popover, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

/** What the list is narrowed by, besides view and search. */
export interface ListFilters {
  unread?: true;
  overdue?: true;
  urgent?: true;
  tag?: string;
}

export const noFilters: ListFilters = {};

export function isFiltered(filters: ListFilters): boolean {
  return Object.keys(filters).length > 0;
}

const switches = ['unread', 'overdue', 'urgent'] as const;

interface FilterMenuProps {
  filters: ListFilters;
  onChange(filters: ListFilters): void;
}

/** Narrows the list: unread, overdue, urgent, with a tag. */
export function FilterMenu({ filters, onChange }: FilterMenuProps) {
  const t = useTranslations('inbox.filters');
  const [opened, setOpened] = useState(false);
  const toggle = (name: (typeof switches)[number], isOn: boolean) => {
    const { [name]: _, ...rest } = filters;
    onChange(isOn ? { ...rest, [name]: true } : rest);
  };
  const setTag = (tag: string) => {
    const { tag: _, ...rest } = filters;
    onChange(tag.trim() ? { ...rest, tag } : rest);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Tooltip label={t('title')} disabled={opened}>
          <Indicator disabled={!isFiltered(filters)} size={8} offset={4}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t('title')}
              onClick={() => setOpened((before) => !before)}
            >
              <IconFilter size={16} stroke={1.6} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {switches.map((name) => (
            <Checkbox
              key={name}
              label={t(name)}
              checked={filters[name] ?? false}
              onChange={(event) => toggle(name, event.currentTarget.checked)}
            />
          ))}
          <TextInput
            label={t('tag')}
            value={filters.tag ?? ''}
            onChange={(event) => setTag(event.currentTarget.value)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
