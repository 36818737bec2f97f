'use client';

import { Alert, Button, Group, Skeleton, Switch, Text } from '@mantine/core';
import { IconFlask, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { litPathOf } from '../simulator/lit-path';
import { useEditor, useEditorState } from '../use-editor';
import { AddScenario } from './add-scenario';
import classes from './replay.module.css';
import { type CheckedScenario, coverageOf } from './scenario-checks';
import { ScenarioDetail } from './scenario-detail';
import { ScenarioDialogs, type ScenarioWish } from './scenario-dialogs';
import { ScenarioList } from './scenario-list';
import { useFlowScenarios, useScenarioChecks, useScenarioChecksState } from './use-scenario-checks';

/** The tests that are kept with the flow: run at every change, with what differed, and which ways none of them takes. */
export function ScenariosPanel() {
  const t = useTranslations('replay.scenarios');
  const sentence = useErrorSentence();
  const checks = useScenarioChecks();
  const shown = useScenarioChecksState((state) => state.shown);
  const failure = useScenarioChecksState((state) => state.failure);
  const found = useFlowScenarios();
  const [wish, setWish] = useState<ScenarioWish | null>(null);
  useRunAtEveryChange(found.data);
  useDrawnOnCanvas();
  const scenarios = found.data ?? [];
  const chosen = scenarios.find(({ id }) => id === shown);
  return (
    <section className={classes.stack} aria-label={t('title')}>
      <Bar scenarios={scenarios} onWish={setWish} />
      {failure !== null && (
        <Alert color="red" p="xs" m="xs">
          {t('broken', { message: failure })}
        </Alert>
      )}
      {found.error && (
        <Alert color="red" p="xs" m="xs">
          {sentence(found.error)}
        </Alert>
      )}
      {found.isPending && <Skeleton h={80} m="sm" />}
      {found.data?.length === 0 && (
        <Group gap="sm" m="md" wrap="nowrap" align="flex-start">
          <IconFlask size={20} style={{ flexShrink: 0 }} />
          <Text size="sm" maw={640}>
            {t('intro')}
          </Text>
        </Group>
      )}
      {scenarios.length > 0 && (
        <div className={classes.halves} data-chosen={chosen !== undefined || undefined}>
          <div className={classes.column}>
            <ScenarioList scenarios={scenarios} shown={shown} onShow={(id) => checks.update({ shown: id })} />
          </div>
          {chosen && (
            <div className={classes.column}>
              <ScenarioDetail scenario={chosen} onWish={setWish} />
            </div>
          )}
        </div>
      )}
      <ScenarioDialogs wish={wish} onWish={setWish} />
    </section>
  );
}

function Bar(props: { scenarios: readonly CheckedScenario[]; onWish(wish: ScenarioWish): void }) {
  const t = useTranslations('replay.scenarios');
  const checks = useScenarioChecks();
  const status = useScenarioChecksState((state) => state.status);
  const outcomes = useScenarioChecksState((state) => state.outcomes);
  const coverage = useScenarioChecksState((state) => state.coverage);
  const edges = useEditorState((state) => state.flow.edges);
  const { scenarios } = props;
  const run = scenarios.filter(({ id }) => outcomes.has(id));
  const passed = run.filter(({ id }) => outcomes.get(id)?.passed).length;
  const covered = coverageOf(outcomes.values());
  return (
    <Group className={classes.bar} gap="sm">
      <Button
        size="compact-sm"
        loading={status === 'running'}
        disabled={scenarios.length === 0}
        leftSection={<IconPlayerPlay size={15} />}
        onClick={() => void checks.run(scenarios)}
      >
        {t('run')}
      </Button>
      {run.length > 0 && (
        <Text size="sm" fw={600} c={passed === run.length ? 'teal' : 'red'} role="status">
          {t('result', { passed, all: run.length })}
        </Text>
      )}
      {run.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('covered', { walked: edges.filter(({ id }) => covered.has(id)).length, edges: edges.length })}
        </Text>
      )}
      <Switch
        size="xs"
        label={t('coverage')}
        checked={coverage}
        disabled={scenarios.length === 0}
        onChange={(event) => checks.update({ coverage: event.currentTarget.checked })}
      />
      <AddScenario onWish={props.onWish} />
    </Group>
  );
}

/** Milliseconds after the last edit. */
const PAUSE = 500;

/** Runs them when the panel opens, when one is added, and shortly after every edit of the flow. */
function useRunAtEveryChange(scenarios: readonly CheckedScenario[] | undefined): void {
  const checks = useScenarioChecks();
  const flow = useEditorState((state) => state.flow);
  const environment = useEditorState((state) => state.environment);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the flow is read by the walk itself; a new one is the reason to run
  useEffect(() => {
    if (!scenarios || scenarios.length === 0 || !environment) return;
    const timer = setTimeout(() => void checks.run(scenarios), PAUSE);
    return () => clearTimeout(timer);
  }, [checks, scenarios, flow, environment]);
}

/** Coverage and the way of the chosen scenario; closing the panel puts both out. */
function useDrawnOnCanvas(): void {
  const editor = useEditor();
  const flow = useEditorState((state) => state.flow);
  const outcomes = useScenarioChecksState((state) => state.outcomes);
  const coverage = useScenarioChecksState((state) => state.coverage);
  const steps = useScenarioChecksState((state) =>
    state.shown === null ? null : (state.outcomes.get(state.shown)?.steps ?? null),
  );
  useEffect(() => {
    editor.update({ coverage: coverage ? coverageOf(outcomes.values()) : null });
  }, [editor, coverage, outcomes]);
  useEffect(() => {
    editor.lightPath(steps && litPathOf(flow, steps, steps.length));
  }, [editor, flow, steps]);
  useEffect(() => () => editor.update({ coverage: null, litPath: null }), [editor]);
}
