'use client';

import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { errorSpot } from './error-spot';
import classes from './expression-editor.module.css';
import type { ExpressionTrial } from './use-expression-trial';

interface ExpressionTrialViewProps {
  trial: ExpressionTrial;
  source: string;
  /** Puts the caret on a character, counted from 0. */
  goTo(position: number): void;
}

/** What became of an expression: its result on the sample message, or what is wrong with it and where. */
export function ExpressionTrialView({ trial, source, goTo }: ExpressionTrialViewProps) {
  const t = useTranslations('inspector');
  if (trial.status === 'waiting')
    return (
      <Text size="xs" c="dimmed">
        {t('expression.hint')}
      </Text>
    );
  if (trial.status === 'done')
    return (
      <Text size="xs" c="dimmed" component="div" style={{ minWidth: 0 }} aria-live="polite">
        {t('expression.result')}
        <div className={classes.result}>
          {trial.result === undefined ? t('expression.nothing') : JSON.stringify(trial.result)}
        </div>
      </Text>
    );
  const key = `expression.codes.${trial.code}`;
  const sentence = t.has(key as 'expression.codes.S0201')
    ? t(key as 'expression.codes.S0201')
    : t('expression.otherError', { message: trial.message });
  return (
    <Text size="xs" c="red" component="div" style={{ minWidth: 0 }} aria-live="polite">
      {sentence}
      {trial.position !== null && <Spot source={source} position={trial.position} goTo={goTo} />}
    </Text>
  );
}

function Spot({
  source,
  position,
  goTo,
}: {
  source: string;
  position: number;
  goTo(position: number): void;
}) {
  const t = useTranslations('inspector');
  const { line, column, before, marked, after } = errorSpot(source, position);
  return (
    <button
      type="button"
      className={classes.spot}
      title={t('expression.goTo', { line, column })}
      onClick={() => goTo(Math.max(0, position - 1))}
    >
      {before}
      <mark>{marked === '' ? ' ' : marked}</mark>
      {after}
    </button>
  );
}
