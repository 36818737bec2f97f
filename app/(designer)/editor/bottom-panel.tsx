'use client';

import { ActionIcon, SegmentedControl, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type ComponentType, type KeyboardEvent, type PointerEvent, Suspense, useRef, useState } from 'react';
import { late } from '@/app/shell/late';
import type { BottomPanel as BottomPanelName } from '../editor-state';
import { useEditor, useEditorState } from '../use-editor';
import classes from './editor.module.css';

// The simulator brings the interpreter along: all come when they are asked for.
const ProblemList = late(async () => ({ default: (await import('../problems/problem-list')).ProblemList }));
const SimulatorPanel = late(async () => ({
  default: (await import('../simulator/simulator-panel')).SimulatorPanel,
}));
const ScenariosPanel = late(async () => ({
  default: (await import('../replay/scenarios-panel')).ScenariosPanel,
}));
const ReplayPanel = late(async () => ({ default: (await import('../replay/replay-panel')).ReplayPanel }));

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
  const t = useTranslations('designer.bottom');
  const panel = useEditorState((state) => state.bottomPanel);
  const [height, setHeight] = useState(340);
  if (!panel) return null;
  const Panel = PANELS[panel];
  const most = Math.max(LEAST, window.innerHeight - 240);
  return (
    <section
      className={classes.bottom}
      style={{ height: Math.min(height, most) }}
      data-wide={panel !== 'problems' || undefined}
    >
      <Resizer height={height} most={most} resize={setHeight} />
      <PanelChoice panel={panel} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also while nothing in it takes the focus */}
      <section className={classes.bottomBody} tabIndex={0} aria-label={t('content')}>
        <Suspense fallback={<Skeleton h={120} m="md" />}>
          <Panel />
        </Suspense>
      </section>
    </section>
  );
}

/** The upper border: how high the panel is, pixels. */
function Resizer({ height, most, resize }: { height: number; most: number; resize(height: number): void }) {
  const t = useTranslations('designer.bottom');
  const begin = useRef<{ y: number; height: number } | null>(null);
  const change = (wanted: number): void => resize(Math.max(LEAST, Math.min(most, wanted)));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    event.stopPropagation();
    change(height + (event.key === 'ArrowUp' ? STEP : -STEP));
  };
  const onPointerDown = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    begin.current = { y: event.clientY, height };
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved needs the role with its values
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t('resize')}
      aria-valuemin={LEAST}
      aria-valuemax={most}
      aria-valuenow={Math.round(height)}
      className={classes.resizer}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (begin.current) change(begin.current.height + begin.current.y - event.clientY);
      }}
      onPointerUp={() => {
        begin.current = null;
      }}
    />
  );
}

function PanelChoice({ panel }: { panel: BottomPanelName }) {
  const t = useTranslations('designer');
  const replay = useTranslations('replay');
  const editor = useEditor();
  return (
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
  );
}

function isPanel(value: string): value is BottomPanelName {
  return value in PANELS;
}
