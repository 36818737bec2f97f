'use client';

import { Alert, CloseButton, Group, TextInput } from '@mantine/core';
import { IconSearch, IconWifiOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { useLiveConnected } from '@/app/trpc/live';
import { BulkBar } from './bulk-bar';
import { FilterMenu, type ListFilters } from './filter-menu';
import { PausedMail } from './paused-mail';
import classes from './ticket-list.module.css';
import type { Marked } from './use-marked';

export interface ListHeadProps {
  view: string;
  search: string;
  searchInput: RefObject<HTMLInputElement | null>;
  onSearch(search: string): void;
  marked: Marked;
  filters: ListFilters;
  onFilters(filters: ListFilters): void;
}

/** Above the list: search, filters, and what can be done with the marked tickets. */
export function ListHead(props: ListHeadProps) {
  const { view, search, searchInput, onSearch, marked, filters, onFilters } = props;
  const t = useTranslations('inbox.list');
  const shell = useTranslations('shell');
  const connected = useLiveConnected();
  return (
    <div className={classes.listHead}>
      <Group gap={6} wrap="nowrap">
        <TextInput
          flex={1}
          ref={searchInput}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          rightSection={
            search ? <CloseButton size="sm" aria-label={t('clear')} onClick={() => onSearch('')} /> : null
          }
        />
        <FilterMenu filters={filters} onChange={onFilters} />
      </Group>
      <BulkBar marked={marked} view={view} />
      <PausedMail />
      {!connected && (
        <Alert color="yellow" mt="xs" p="xs" icon={<IconWifiOff size={16} aria-hidden />}>
          {shell('offline')}
        </Alert>
      )}
    </div>
  );
}
