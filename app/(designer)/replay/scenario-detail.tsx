'use client';

import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { scenarioName } from '@/runtime/scenarios/scenario';
import { useEditorState } from '../use-editor';
import type { CheckedScenario } from './scenario-checks';
import type { ScenarioWish } from './scenario-dialogs';
import { useScenarioChecksState } from './use-scenario-checks';
import { WalkedSteps } from './walked-steps';

/** One scenario: what differed, and the way it took. */
export function ScenarioDetail(props: { scenario: CheckedScenario; onWish(wish: ScenarioWish): void }) {
  const t = useTranslations('replay.scenarios');
  const language = useLocale();
  const flow = useEditorState((state) => state.flow);
  const { id, scenario } = props.scenario;
  const outcome = useScenarioChecksState((state) => state.outcomes.get(id));
  const mayEdit = useMay('flow.edit');
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-start">
        {/* In a narrow panel the buttons stand below the name. */}
        <Title order={3} style={{ flex: '1 1 240px' }}>
          {scenarioName(scenario, language)}
        </Title>
        {mayEdit && (
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconPencil size={14} />}
              onClick={() => props.onWish({ kind: 'edit', id, scenario })}
            >
              {t('edit')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              color="red"
              leftSection={<IconTrash size={14} />}
              onClick={() => props.onWish({ kind: 'delete', id, scenario })}
            >
              {t('delete')}
            </Button>
          </Group>
        )}
      </Group>
      {outcome && (
        <Text size="xs" c="dimmed">
          {t('walked', { count: outcome.edges.length, milliseconds: Math.ceil(outcome.durationMs) })}
        </Text>
      )}
      {outcome && outcome.failures.length > 0 && (
        <List size="sm" c="red">
          {outcome.failures.map((failure) => (
            <List.Item key={failure}>{failure}</List.Item>
          ))}
        </List>
      )}
      {outcome && <WalkedSteps steps={outcome.steps} flow={flow} />}
    </Stack>
  );
}
