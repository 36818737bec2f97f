'use client';

import { Anchor, Group, Loader, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconFlask } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import { useFlowScenarios, useScenarioChecks, useScenarioChecksState } from '../replay/use-scenario-checks';
import { useEditor } from '../use-editor';

/** What the flow's scenarios say of the draft; they are run when the dialog opens. They advise, they do not refuse. */
export function ScenarioResult({ onShow }: { onShow(): void }) {
  const t = useTranslations('publish.scenarios');
  const editor = useEditor();
  const checks = useScenarioChecks();
  const { data: scenarios } = useFlowScenarios();
  const status = useScenarioChecksState((state) => state.status);
  const outcomes = useScenarioChecksState((state) => state.outcomes);
  useEffect(() => {
    if (scenarios && scenarios.length > 0) void checks.run(scenarios);
  }, [checks, scenarios]);
  if (!scenarios) return null;
  if (scenarios.length === 0)
    return <Line icon={<IconFlask size={17} aria-hidden />} color="dimmed" text={t('none')} />;
  if (status === 'running' || status === 'ready')
    return <Line icon={<Loader size={15} />} color="dimmed" text={t('running')} />;
  if (status === 'failed')
    return <Line icon={<IconFlask size={17} aria-hidden />} color="dimmed" text={t('broken')} />;
  const failed = scenarios.filter(({ id }) => outcomes.get(id)?.passed === false).length;
  if (failed === 0)
    return (
      <Line
        icon={<IconCircleCheck size={17} aria-hidden />}
        color="teal"
        text={t('passed', { count: scenarios.length })}
      />
    );
  return (
    <Line
      icon={<IconCircleX size={17} aria-hidden />}
      color="red"
      text={t('failed', { failed, all: scenarios.length })}
    >
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={() => {
          editor.showBottom('scenarios');
          onShow();
        }}
      >
        {t('show')}
      </Anchor>
    </Line>
  );
}

function Line(props: { icon: ReactNode; color: string; text: string; children?: ReactNode }) {
  return (
    <Group gap="xs" c={props.color} role="status">
      {props.icon}
      <Text size="sm">{props.text}</Text>
      {props.children}
    </Group>
  );
}
