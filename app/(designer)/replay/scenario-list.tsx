'use client';

import { Text, UnstyledButton } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { scenarioName } from '@/runtime/scenarios/scenario';
import classes from './replay.module.css';
import type { CheckedScenario } from './scenario-checks';
import { useScenarioChecksState } from './use-scenario-checks';

interface ScenarioListProps {
  scenarios: readonly CheckedScenario[];
  shown: string | null;
  onShow(id: string | null): void;
}

/** Every scenario with how it went; what differed comes first. */
export function ScenarioList({ scenarios, shown, onShow }: ScenarioListProps) {
  const t = useTranslations('replay.scenarios');
  const language = useLocale();
  const outcomes = useScenarioChecksState((state) => state.outcomes);
  const rank = ({ id }: CheckedScenario) => (outcomes.get(id)?.passed === false ? 0 : 1);
  const sorted = [...scenarios].sort((left, right) => rank(left) - rank(right));
  return (
    <ul className={classes.examples} aria-label={t('title')}>
      {sorted.map(({ id, scenario }) => {
        const outcome = outcomes.get(id);
        return (
          <li key={id}>
            <UnstyledButton
              className={`${classes.example} ${classes.scenario}`}
              aria-pressed={shown === id}
              onClick={() => onShow(shown === id ? null : id)}
            >
              <Mark passed={outcome?.passed} />
              <div style={{ minWidth: 0 }}>
                <Text size="sm">{scenarioName(scenario, language)}</Text>
                {outcome?.passed === false && (
                  <Text size="xs" c="red" lineClamp={1}>
                    {outcome.failures[0]}
                  </Text>
                )}
              </div>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}

function Mark({ passed }: { passed: boolean | undefined }) {
  const t = useTranslations('replay.scenarios');
  if (passed === undefined)
    return <IconCircleDashed size={17} aria-label={t('notRun')} color="var(--mantine-color-dimmed)" />;
  return passed ? (
    <IconCircleCheckFilled
      size={17}
      aria-label={t('passed')}
      color="light-dark(var(--mantine-color-teal-7), var(--mantine-color-teal-4))"
    />
  ) : (
    <IconCircleXFilled
      size={17}
      aria-label={t('failed')}
      color="light-dark(var(--mantine-color-red-7), var(--mantine-color-red-4))"
    />
  );
}
