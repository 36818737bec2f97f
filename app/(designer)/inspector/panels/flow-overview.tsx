'use client';

import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useEditorUi } from '../../actions/editor-ui';
import { KeySign } from '../../editor/key-sign';
import { UpgradeHere } from '../../upgrade/upgrade-here';
import { useEditorState } from '../../use-editor';

/** The flow at a glance while nothing is selected; its settings are one key away. */
export function FlowOverview() {
  const t = useTranslations('inspector');
  const ui = useEditorUi();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  const readOnly = useEditorState((state) => state.readOnly);
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' });
  const { fallbackQueue, languages } = flow.settings;
  return (
    <Stack gap="md" p="md">
      <div>
        <Title order={3}>{t('flow.title')}</Title>
        <Text size="xs" c="dimmed">
          {t('flow.hint')}
        </Text>
      </div>
      {!readOnly && <UpgradeHere />}
      {flow.description !== '' && <Text size="sm">{flow.description}</Text>}
      <Fact label={t('flow.size')}>
        {t('flow.counts', { nodes: flow.nodes.length, edges: flow.edges.length })}
      </Fact>
      <Fact label={t('flow.languages')}>
        {languages.map((language) => names.of(language) ?? language).join(', ')}
      </Fact>
      <Fact label={t('flow.fallbackQueue')}>
        {fallbackQueue === undefined
          ? t('flow.fallbackInstallation')
          : (environment?.queues?.[fallbackQueue]?.name ?? fallbackQueue)}
      </Fact>
      {flow.variables.length > 0 && (
        <Fact label={t('vars.title')}>
          <Group gap={4} mt={2}>
            {flow.variables.map(({ name }) => (
              <Badge key={name} color="gray">
                {name}
              </Badge>
            ))}
          </Group>
        </Fact>
      )}
      <Button
        variant="default"
        leftSection={<IconSettings size={16} />}
        rightSection={<KeySign name="s" />}
        onClick={ui.showFlowSettings}
      >
        {t('flow.settings')}
      </Button>
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}
