'use client';

import { ActionIcon, SegmentedControl, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ComponentType, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { BottomPanel as BottomPanelName } from '../editor-state';
import { useEditor, useEditorState } from '../use-editor';
import classes from './editor.module.css';

const ProblemList = dynamic(() => import('../problems/problem-list').then((module) => module.ProblemList), {
  ssr: false,
  loading: () => <Skeleton h={60} m="md" />,
});

// The simulator brings the interpreter along: it is loaded when somebody tests.
const SimulatorPanel = dynamic(
  () => import('../simulator/simulator-panel').then((module) => module.SimulatorPanel),
  {
    ssr: false,
    loading: () => <Skeleton h={120} m="md" />,
  },
);

const ScenariosPanel = dynamic(
  () => import('../replay/scenarios-panel').then((module) => module.ScenariosPanel),
  { ssr: false, loading: () => <Skeleton h={120} m="md" /> },
);
const ReplayPanel = dynamic(() => import('../replay/replay-panel').then((module) => module.ReplayPanel), {
  ssr: false,
  loading: () => <Skeleton h={120} m="md" />,
});

const PANELS: Record<BottomPanelName, ComponentType> = {
  problems: ProblemList,
  simulator: SimulatorPanel,
  scenarios: ScenariosPanel,
  replay: ReplayPanel,
};

const LEAST = 140;
const STEP = 40;

/** Problems, simulator, scenarios or what-if replay below the canvas; its upper border is dragged, or moved with the arrow keys. */
export function BottomPanel() {
  const t = useTranslations('designer');
  const replay = useTranslations('replay');
  const editor = useEditor();
  const panel = useEditorState((state) => state.bottomPanel);
  const [height, setHeight] = useState(340);
  const begin = useRef<{ y: number; height: number } | null>(null);
  if (!panel) return null;
  const Panel = PANELS[panel];
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
          onChange={(value) => editor.showBottom(isPanel(value) ? value : 'problems')}
          data={[
            { value: 'problems', label: t('toolbar.problems') },
            { value: 'simulator', label: t('toolbar.test') },
            { value: 'scenarios', label: replay('scenarios.title') },
            { value: 'replay', label: replay('title') },
          ]}
        />
        <ActionIcon ml="auto" aria-label={t('bottom.close')} onClick={() => editor.showBottom(null)}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      <div className={classes.bottomBody}>
        <Panel />
      </div>
    </section>
  );
}

function isPanel(value: string): value is BottomPanelName {
  return value in PANELS;
}
