'use client';

import { IconInbox, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useMay } from './account-context';
import type { Command } from './commands';
import { type Place, usePlaces, useSettingsPlaces } from './places';

/** Milliseconds for which the names of flows and views may be remembered. */
const FRESH_MS = 30_000;

/** Where the palette leads: the areas always; flows, views of the inbox and settings as soon as something is typed. */
export function usePlaceCommands(opened: boolean, query: string): { title: string; commands: Command[] }[] {
  const t = useTranslations('shell.commands');
  const router = useRouter();
  const isTyping = opened && query.trim() !== '';
  const areas = usePlaces();
  const settings = useSettingsPlaces();
  const flows = useFlowPlaces(isTyping);
  const views = useViewPlaces(isTyping);
  const commandsTo = (places: Place[]): Command[] =>
    places.map(({ href, label, Icon }) => ({
      id: `go:${href}`,
      label,
      icon: <Icon size={20} stroke={1.5} />,
      run: () => router.push(href),
    }));
  return [
    { title: t('goTo'), commands: commandsTo(areas) },
    ...(isTyping
      ? [
          { title: t('flows'), commands: commandsTo(flows) },
          { title: t('views'), commands: commandsTo(views) },
          { title: t('settings'), commands: commandsTo(settings) },
        ]
      : []),
  ];
}

function useFlowPlaces(isWanted: boolean): Place[] {
  const trpc = useTRPC();
  const enabled = useMay('flow.read') && isWanted;
  const { data = [] } = useQuery(trpc.flows.list.queryOptions(undefined, { enabled, staleTime: FRESH_MS }));
  return data.map(({ id, name }) => ({ href: `/flows/${id}`, label: name, Icon: IconRoute }));
}

/** Queues, and what the published flows sort by; the fixed views have no name of their own. */
function useViewPlaces(isWanted: boolean): Place[] {
  const trpc = useTRPC();
  const enabled = useMay('inbox.read') && isWanted;
  const { data = [] } = useQuery(trpc.inbox.views.queryOptions(undefined, { enabled, staleTime: FRESH_MS }));
  return data
    .flatMap(({ views }) => views)
    .flatMap(({ id, name }) =>
      name === null
        ? []
        : { href: `/inbox?${new URLSearchParams({ view: id })}`, label: name, Icon: IconInbox },
    );
}
