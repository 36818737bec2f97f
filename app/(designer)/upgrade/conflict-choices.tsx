'use client';

import { Alert, Card, List, Radio, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Upgrade, UpgradeChoice, UpgradeChoices, UpgradeConflict } from '@/runtime/flow/merge-upgrade';
import type { TemplateUpgrade } from '@/runtime/library/upgrade-template';
import { portName } from '../model/node-ports';
import { useNodeWords } from '../use-node-words';
import { conflictWords } from './conflict-words';

interface ConflictChoicesProps {
  upgrade: TemplateUpgrade;
  merged: Upgrade;
  choices: UpgradeChoices;
  choose(key: string, side: UpgradeChoice): void;
}

/** Where the template and somebody here changed the same: each is decided; what is here stays until somebody says otherwise. */
export function ConflictChoices({ upgrade, merged, choices, choose }: ConflictChoicesProps) {
  const t = useTranslations('designer.upgrade');
  const words = useNodeWords();
  const cut = merged.cut.flatMap(({ node, port }) => {
    const found = merged.flow.nodes.find(({ id }) => id === node);
    return found
      ? [t('cutLine', { title: words.title(found), port: portName(found, port, words, nodeRegistry) })]
      : [];
  });
  return (
    <section>
      <Title order={3} mb={4}>
        {t('conflicts', { count: merged.conflicts.length })}
      </Title>
      {merged.conflicts.length === 0 && (
        <Alert color="teal" icon={<IconCircleCheck />}>
          {t('noConflicts')}
        </Alert>
      )}
      <Stack gap="sm">
        {merged.conflicts.map((conflict) => (
          <ConflictCard
            key={conflict.key}
            conflict={conflict}
            upgrade={upgrade}
            side={choices[conflict.key] ?? 'mine'}
            choose={(side) => choose(conflict.key, side)}
          />
        ))}
      </Stack>
      {cut.length > 0 && (
        <Alert color="yellow" mt="sm" title={t('cut')}>
          <List size="sm">
            {cut.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </section>
  );
}

interface ConflictCardProps {
  conflict: UpgradeConflict;
  upgrade: TemplateUpgrade;
  side: UpgradeChoice;
  choose(side: UpgradeChoice): void;
}

function ConflictCard({ conflict, upgrade, side, choose }: ConflictCardProps) {
  const t = useTranslations('designer.upgrade');
  const words = conflictWords(conflict, upgrade, useNodeWords(), nodeRegistry);
  const { kind, title, part } = words;
  const missing = kind === 'node' ? 'removed' : kind === 'route' ? 'nowhere' : 'empty';
  const value = (one: UpgradeChoice): string => words[one] ?? t(missing);
  return (
    <Card withBorder p="sm">
      <Radio.Group
        label={t(`about.${kind}`, { title, part })}
        value={side}
        onChange={(chosen) => choose(chosen === 'theirs' ? 'theirs' : 'mine')}
      >
        <Stack gap={8} mt={8}>
          {(['mine', 'theirs'] as const).map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`keep.${one}`)}
              description={
                <Text component="span" size="sm">
                  {value(one)}
                </Text>
              }
            />
          ))}
        </Stack>
      </Radio.Group>
    </Card>
  );
}
