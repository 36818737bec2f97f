'use client';

import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Command, useOfferedCommands } from './commands';
import { usePlaces } from './places';

/** Ctrl/Cmd-K: go anywhere, or do what the page at hand offers. */
export function CommandPalette() {
  const t = useTranslations('shell.commands');
  const router = useRouter();
  const [query, setQuery] = useState('');
  const places = usePlaces();
  const offered = useOfferedCommands();
  const goTo: Command[] = places.map(({ href, label, Icon }) => ({
    id: `go:${href}`,
    label,
    icon: <Icon size={20} stroke={1.5} />,
    run: () => router.push(href),
  }));
  const groups = [...offered, { title: t('goTo'), commands: goTo }]
    .map(({ title, commands }) => ({
      title,
      commands: commands.filter((command) => matches(command, query)),
    }))
    .filter(({ commands }) => commands.length > 0);
  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} shortcut={['mod + K']} scrollable maxHeight={420}>
      <Spotlight.Search placeholder={t('placeholder')} leftSection={<IconSearch size={18} stroke={1.5} />} />
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
