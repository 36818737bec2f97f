'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, useSpotlight } from '@mantine/spotlight';
import { IconMessage, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useMay } from './account-context';
import { type Command, useOfferedCommands } from './commands';
import { paletteStore } from './palette-store';
import { usePlaceCommands } from './use-place-commands';

/** Ctrl/Cmd-K: go anywhere, or do what the page at hand offers. */
export function CommandPalette() {
  const t = useTranslations('shell.commands');
  const [query, setQuery] = useState('');
  // What can be done depends on what is selected when it is called.
  const { opened } = useSpotlight(paletteStore);
  const offered = useOfferedCommands();
  const places = usePlaceCommands(opened, query);
  const tickets = useFoundTickets(query);
  const groups = [
    ...[...offered, ...places].map(({ title, commands }) => ({
      title,
      commands: commands.filter((command) => matches(command, query) && (command.possible?.() ?? true)),
    })),
    { title: t('tickets'), commands: tickets },
  ].filter(({ commands }) => commands.length > 0);
  const hearKey = useKeptSelection(
    query,
    groups.flatMap(({ commands }) => commands.map(({ id }) => id)).join('\n'),
  );
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder={t('placeholder')}
        leftSection={<IconSearch size={18} stroke={1.5} />}
        onKeyDown={hearKey}
      />
      <Spotlight.ActionsList>
        {groups.length === 0 && <Spotlight.Empty>{t('nothing')}</Spotlight.Empty>}
        {groups.map(({ title, commands }) => (
          <Spotlight.ActionsGroup key={title} label={title}>
            {commands.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                description={command.description}
                leftSection={command.icon}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/**
 * The library selects once, as the query changes: what the list loses or gets afterwards would leave nothing selected, or
 * something further down. Until an arrow key moves it, the first one is selected. Gives what is to hear of the keys.
 */
function useKeptSelection(query: string, shown: string): (event: KeyboardEvent) => void {
  const { listId } = useSpotlight(paletteStore);
  const movedIn = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other commands are shown
  useEffect(() => {
    const list = document.getElementById(listId);
    if (list === null || query === '') return;
    const actions = [...list.querySelectorAll('[data-action]')];
    const held = actions.findIndex((action) => action.hasAttribute('data-selected'));
    const selected = movedIn.current === query ? Math.max(0, held) : 0;
    if (held !== selected) actions[held]?.removeAttribute('data-selected');
    actions[selected]?.setAttribute('data-selected', 'true');
    paletteStore.updateState((state) => ({ ...state, selected }));
  }, [listId, query, shown]);
  return ({ key }) => {
    if (key === 'ArrowDown' || key === 'ArrowUp') movedIn.current = query;
  };
}

/** Tickets are found by the server: by number, or by words of subject and customer. */
function useFoundTickets(query: string): Command[] {
  const trpc = useTRPC();
  const router = useRouter();
  const [search] = useDebouncedValue(query.trim(), 200);
  const enabled = useMay('inbox.read') && search.length >= 2;
  const { data = [] } = useQuery(trpc.inbox.search.queryOptions({ search: search || '-' }, { enabled }));
  if (!enabled) return [];
  return data.map(({ id, number, subject, customer }) => ({
    id: `ticket:${id}`,
    label: `#${number} ${subject}`,
    description: customer.name || customer.address,
    icon: <IconMessage size={20} stroke={1.5} />,
    run: () => router.push(`/inbox?ticket=${id}`),
  }));
}

/** Every word of the query occurs somewhere, in any order. */
function matches(command: Command, query: string): boolean {
  const haystack = [command.label, command.description ?? '', ...(command.keywords ?? [])]
    .join(' ')
    .toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
