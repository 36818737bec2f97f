'use client';

import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useEditor, useEditorState } from '../use-editor';
import classes from './replay.module.css';
import { ReplayExampleView } from './replay-example-view';
import { ReplayForm } from './replay-form';
import { ReplayResult } from './replay-result';
import { twoPaths } from './two-paths';
import { useReplayState } from './use-replay';

/** "What if this had been the flow last week?": recorded messages through the draft, and what would have been different. */
export function ReplayPanel() {
  const t = useTranslations('replay');
  const outcome = useReplayState((state) => state.outcome);
  const example = useReplayState((state) =>
    state.shown === null ? null : (state.outcome?.examples.get(state.shown) ?? null),
  );
  useTwoPaths();
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <div className={classes.columns} data-example={example !== null || undefined}>
        <div className={classes.column}>
          <ReplayForm />
        </div>
        <div className={classes.column}>
          {outcome ? (
            <ReplayResult outcome={outcome} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('intro')}
            </Text>
          )}
        </div>
        <div className={classes.column}>
          {example ? (
            <ReplayExampleView example={example} />
          ) : (
            outcome &&
            outcome.examples.size > 0 && (
              <Text size="sm" c="dimmed">
                {t('example.none')}
              </Text>
            )
          )}
        </div>
      </div>
    </section>
  );
}

/** Both ways of the shown message on the canvas; closing the panel puts them out. */
function useTwoPaths(): void {
  const editor = useEditor();
  const flow = useEditorState((state) => state.flow);
  const example = useReplayState((state) =>
    state.shown === null ? null : (state.outcome?.examples.get(state.shown) ?? null),
  );
  useEffect(() => {
    const paths = example && twoPaths(flow, example.recorded, example.steps);
    editor.update({ litPath: paths?.draft ?? null, recordedPath: paths?.recorded ?? null });
  }, [editor, flow, example]);
  useEffect(() => () => editor.update({ litPath: null, recordedPath: null }), [editor]);
}
