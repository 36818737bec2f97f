'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useEditor, useEditorState } from '../use-editor';
import { litPathOf } from './lit-path';
import { MessageForm } from './message-form';
import { NextInputs } from './next-inputs';
import { OutcomeView } from './outcome-view';
import { PlaybackBar } from './playback-bar';
import classes from './simulator.module.css';
import { StepList } from './step-list';
import { usePlayback } from './use-playback';
import { useSimulatorState } from './use-simulator';

/** Tries a message out on the flow as it is drawn: write it, set the clock, and watch the way it takes. */
export function SimulatorPanel() {
  const t = useTranslations('simulator');
  const simulation = useSimulatorState((state) => state.taken.at(-1) ?? null);
  const failure = useSimulatorState((state) => state.failure);
  usePlayback();
  useLitPath();
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <PlaybackBar />
      {failure !== null && (
        <Alert color="red" m="xs" p="xs">
          {t('failure', { message: failure })}
        </Alert>
      )}
      {simulation ? (
        <div className={classes.columns}>
          <div className={classes.sides}>
            <div className={classes.column}>
              <NextInputs simulation={simulation} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and holds nothing that takes the focus */}
            <section className={classes.column} tabIndex={0} aria-label={t('outcome.title')}>
              <OutcomeView simulation={simulation} />
            </section>
          </div>
          <div className={`${classes.column} ${classes.walked}`}>
            <StepList simulation={simulation} />
          </div>
        </div>
      ) : (
        <MessageForm />
      )}
    </section>
  );
}

/** Lights the way on the canvas as far as it is shown; closing the panel puts it out. */
function useLitPath(): void {
  const editor = useEditor();
  const flow = useEditorState((state) => state.flow);
  const simulation = useSimulatorState((state) => state.taken.at(-1) ?? null);
  const shown = useSimulatorState((state) => state.shown);
  useEffect(() => {
    editor.lightPath(simulation && shown > 0 ? litPathOf(flow, simulation.steps, shown) : null);
  }, [editor, flow, simulation, shown]);
  useEffect(() => () => editor.lightPath(null), [editor]);
}
