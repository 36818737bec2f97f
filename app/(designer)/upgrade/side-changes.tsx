'use client';

import { List, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { changeSentence } from '@/runtime/flow/change-sentence';
import { compareFlows } from '@/runtime/flow/diff';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { useNodeWords } from '../use-node-words';

/** What one side changed since the flow was installed, in plain words. */
export function SideChanges({
  title,
  before,
  after,
}: {
  title: string;
  before: FlowDocument;
  after: FlowDocument;
}) {
  const t = useTranslations('designer.upgrade');
  const words = useNodeWords();
  const changes = useMemo(
    // The name is each installation's own.
    () => compareFlows({ ...before, name: after.name }, after),
    [before, after],
  );
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {changes.length === 0 ? (
        <Text c="dimmed">{t('unchanged')}</Text>
      ) : (
        <List size="sm" spacing={4}>
          {changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole and keeps no state
            <List.Item key={index}>{changeSentence(change, words, nodeRegistry)}</List.Item>
          ))}
        </List>
      )}
    </section>
  );
}
