'use client';

import { ActionIcon, SegmentedControl, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { ProblemList } from '../problems/problem-list';
import { useEditor, useEditorState } from '../use-editor';
import classes from './editor.module.css';

// The simulator brings the interpreter along: it is loaded when somebody tests.
const SimulatorPanel = dynamic(
  () => import('../simulator/simulator-panel').then((module) => module.SimulatorPanel),
  {
    ssr: false,
    loading: () => <Skeleton h={120} m="md" />,
  },
);

const LEAST = 140;
const STEP = 40;

/** Problems or simulator below the canvas; its upper border is dragged, or moved with the arrow keys. */
export function BottomPanel() {
  const t = useTranslations('designer');
  const editor = useEditor();
  const panel = useEditorState((state) => state.bottomPanel);
  const [height, setHeight] = useState(340);
  const begin = useRef<{ y: number; height: number } | null>(null);
  if (!panel) return null;
  const most = Math.max(LEAST, window.innerHeight - 240);
  const resize = (wanted: number): void => setHeight(Math.max(LEAST, Math.min(most, wanted)));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    event.stopPropagation();
    resize(height + (event.key === 'ArrowUp' ? STEP : -STEP));
  };
  const onPointerDown = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    begin.current = { y: event.clientY, height };
  };
  return (
    <section className={classes.bottom} style={{ height: Math.min(height, most) }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that is moved needs the role with its values */}
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="horizontal"
        aria-label={t('bottom.resize')}
        aria-valuemin={LEAST}
        aria-valuemax={most}
        aria-valuenow={Math.round(height)}
        className={classes.resizer}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => {
          if (begin.current) resize(begin.current.height + begin.current.y - event.clientY);
        }}
        onPointerUp={() => {
          begin.current = null;
        }}
      />
      <div className={classes.bottomHead}>
        <SegmentedControl
          size="xs"
          value={panel}
          onChange={(value) => editor.showBottom(value === 'simulator' ? 'simulator' : 'problems')}
          data={[
            { value: 'problems', label: t('toolbar.problems') },
            { value: 'simulator', label: t('toolbar.test') },
          ]}
        />
        <ActionIcon ml="auto" aria-label={t('bottom.close')} onClick={() => editor.showBottom(null)}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      <div className={classes.bottomBody}>{panel === 'problems' ? <ProblemList /> : <SimulatorPanel />}</div>
    </section>
  );
}
