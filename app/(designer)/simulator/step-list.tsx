'use client';

import { Badge, Group, List, Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Command } from '@/runtime/flow/execution';
import { type ExplainedStep, explainSteps } from '@/runtime/scenarios/explain';
import type { Simulation } from '@/runtime/scenarios/simulation';
import { useEditor } from '../use-editor';
import { useNodeTexts } from '../use-node-texts';
import classes from './simulator.module.css';
import { useCommandSentence } from './use-command-sentence';
import { useSimulator, useSimulatorState, useSimulatorTimeZone } from './use-simulator';

/** The way step by step: which node, what it decided and why, what came of it. A click shows the way up to there. */
export function StepList({ simulation }: { simulation: Simulation }) {
  const t = useTranslations('simulator');
  const language = useLocale();
  const nodeTexts = useNodeTexts();
  const shown = useSimulatorState((state) => state.shown);
  const explained = useMemo(
    () =>
      explainSteps(simulation.steps, simulation.setup.flow.document, {
        registry: nodeRegistry,
        language,
        nodeTexts,
      }),
    [simulation, language, nodeTexts],
  );
  const commands = useMemo(
    () =>
      new Map(
        simulation.tape.flatMap((entry) => entry.commands.map((command) => [command.seq, command] as const)),
      ),
    [simulation],
  );
  if (explained.length === 0)
    return (
      <Text size="sm">{t(simulation.ignored.includes('noStart') ? 'steps.noStart' : 'steps.none')}</Text>
    );
  return (
    <ol className={classes.steps} aria-label={t('steps.title')}>
      {explained.map((step, index) => {
        // A node may be walked more than once: the place in the way is what a step is.
        const key = String(index);
        return (
          <StepLine
            key={key}
            explained={step}
            number={index + 1}
            newTime={index > 0 && explained[index - 1]?.step.at !== step.step.at}
            isCurrent={index === shown - 1}
            isHidden={index >= shown}
            commands={step.step.commands.flatMap((seq) => commands.get(seq) ?? [])}
          />
        );
      })}
    </ol>
  );
}

interface StepLineProps {
  explained: ExplainedStep;
  number: number;
  newTime: boolean;
  isCurrent: boolean;
  isHidden: boolean;
  commands: readonly Command[];
}

function StepLine({ explained, number, newTime, isCurrent, isHidden, commands }: StepLineProps) {
  const simulator = useSimulator();
  const editor = useEditor();
  const format = useFormatter();
  const timeZone = useSimulatorTimeZone();
  const sentence = useCommandSentence();
  const line = useRef<HTMLLIElement>(null);
  const { step } = explained;
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const told = isHidden ? [] : commands.flatMap((command) => sentence(command) ?? []);
  return (
    <li ref={line} aria-current={isCurrent ? 'step' : undefined}>
      {newTime && (
        <Text size="xs" c="dimmed" className={classes.time}>
          {format.dateTime(step.at, { dateStyle: 'medium', timeStyle: 'short', timeZone })}
        </Text>
      )}
      <UnstyledButton
        className={classes.step}
        data-current={isCurrent || undefined}
        data-hidden={isHidden || undefined}
        onClick={() => {
          simulator.pause();
          simulator.show(number);
          editor.select({ nodes: new Set([step.nodeId]) });
        }}
      >
        <ThemeIcon
          size={20}
          radius="xl"
          variant={isCurrent ? 'filled' : 'light'}
          color={step.outcome === 'fail' ? 'red' : undefined}
        >
          <Text size="xs" span>
            {number}
          </Text>
        </ThemeIcon>
        <div>
          <Group gap={6}>
            <Text size="sm" fw={500}>
              {explained.node}
            </Text>
            {!isHidden && explained.port !== null && (
              <Badge size="sm" color="gray">
                {explained.port}
              </Badge>
            )}
          </Group>
          {!isHidden && (
            <Text size="xs" c="dimmed">
              {explained.sentence}
            </Text>
          )}
          {told.length > 0 && (
            <List size="xs" spacing={0} mt={2} withPadding={false}>
              {told.map((text) => (
                <List.Item key={text}>{text}</List.Item>
              ))}
            </List>
          )}
        </div>
      </UnstyledButton>
    </li>
  );
}
