'use client';

import { Anchor, List, Text } from '@mantine/core';
import type { inferRouterOutputs } from '@trpc/server';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AppRouter } from '@/app/trpc/root';

type NamingFlow = inferRouterOutputs<AppRouter>['things']['uses'][number]['flows'][number];

/** Flows that name a thing which is to go; each leads to the node that does. */
export function NamingFlows({ flows }: { flows: readonly NamingFlow[] }) {
  const t = useTranslations('admin.removal');
  return (
    <div>
      <Text inherit>{t('flows', { count: flows.length })}</Text>
      <List size="sm" mt={4}>
        {flows.map(({ id, name, nodeId }) => (
          <List.Item key={id}>
            <Anchor
              component={Link}
              href={nodeId === null ? `/flows/${id}` : `/flows/${id}?node=${encodeURIComponent(nodeId)}`}
              inherit
            >
              {name}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </div>
  );
}
