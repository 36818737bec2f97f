'use client';

import { ActionIcon, Badge, Button, Group, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconHistory,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconPlayerPlay,
  IconRocket,
} from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import type { ActionContext } from '../actions/editor-action';
import { useEditorUi } from '../actions/editor-ui';
import classes from '../editor/editor.module.css';
import type { SidePanels } from '../editor/use-side-panels';
import { OthersHere } from '../presence/others-here';
import { PlannedBadge } from '../publish/planned-badge';
import { TrafficMenu } from '../traffic/traffic-menu';
import { useEditor, useEditorState } from '../use-editor';
import { FlowName } from './flow-name';
import { MoreMenu } from './more-menu';
import { SaveStatus } from './save-status';

/** Name, state, and what is done most: undo, view, problems, test, versions, publish. */
export function Toolbar({ context, panels }: { context: () => ActionContext; panels: SidePanels }) {
  const t = useTranslations('designer.toolbar');
  const editor = useEditor();
  const ui = useEditorUi();
  const view = useEditorState((state) => state.view);
  const readOnly = useEditorState((state) => state.readOnly);
  return (
    <header className={classes.toolbar}>
      <Tooltip label={t('toList')}>
        <ActionIcon component={Link} href="/flows" aria-label={t('toList')}>
          <IconArrowLeft size={18} />
        </ActionIcon>
      </Tooltip>
      {!readOnly && <SideButton side="Palette" isOpen={panels.palette} />}
      <FlowName />
      <SaveStatus />
      <PlannedBadge />
      <span className={classes.spacer} />
      <OthersHere />
      {!readOnly && <UndoButtons />}
      <SegmentedControl
        size="xs"
        aria-label={t('view')}
        value={view}
        onChange={(value) => editor.update({ view: value === 'outline' ? 'outline' : 'canvas' })}
        data={[
          { value: 'canvas', label: t('canvas') },
          { value: 'outline', label: t('outline') },
        ]}
      />
      <ProblemsButton />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlayerPlay size={15} />}
        onClick={() => editor.showBottom('simulator')}
      >
        {t('test')}
      </Button>
      <TrafficMenu />
      <Tooltip label={t('versions')}>
        <ActionIcon aria-label={t('versions')} onClick={ui.toggleVersions}>
          <IconHistory size={18} />
        </ActionIcon>
      </Tooltip>
      <MoreMenu context={context} />
      {useMay('flow.publish') && (
        <Button size="xs" leftSection={<IconRocket size={15} />} onClick={() => ui.open('publish')}>
          {t('publish')}
        </Button>
      )}
      <SideButton side="Inspector" isOpen={panels.inspector && !panels.versions} />
    </header>
  );
}

/** Shows or hides what stands at one side of the canvas. */
function SideButton({ side, isOpen }: { side: 'Palette' | 'Inspector'; isOpen: boolean }) {
  const t = useTranslations('designer.toolbar');
  const ui = useEditorUi();
  const label = t(`${isOpen ? 'hide' : 'show'}${side}`);
  const Icon = side === 'Palette' ? IconLayoutSidebar : IconLayoutSidebarRight;
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        aria-expanded={isOpen}
        onClick={side === 'Palette' ? ui.togglePalette : ui.toggleInspector}
      >
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

function UndoButtons() {
  const t = useTranslations('designer.toolbar');
  const editor = useEditor();
  const canUndo = useEditorState((state) => state.canUndo);
  const canRedo = useEditorState((state) => state.canRedo);
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={t('undo')}>
        <ActionIcon aria-label={t('undo')} disabled={!canUndo} onClick={() => editor.undo()}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('redo')}>
        <ActionIcon aria-label={t('redo')} disabled={!canRedo} onClick={() => editor.redo()}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** Errors and warnings each with their own number: what keeps the flow from being published is the red one, here as everywhere. */
function ProblemsButton() {
  const t = useTranslations('designer.toolbar');
  const words = useTranslations('inspector.problems');
  const editor = useEditor();
  const problems = useEditorState((state) => state.problems);
  const open = useEditorState((state) => state.bottomPanel === 'problems');
  const errors = problems.filter((problem) => problem.level === 'error').length;
  const warnings = problems.length - errors;
  return (
    <Button
      variant={open ? 'light' : 'default'}
      size="xs"
      aria-pressed={open}
      leftSection={<IconAlertTriangle size={15} />}
      rightSection={
        problems.length > 0 && (
          <Group gap={4} wrap="nowrap">
            <Count count={errors} color="red" label={words('errors', { count: errors })} />
            <Count count={warnings} color="yellow" label={words('warnings', { count: warnings })} />
          </Group>
        )
      }
      onClick={() => editor.showBottom(open ? null : 'problems')}
    >
      {t('problems')}
    </Button>
  );
}

function Count({ count, color, label }: { count: number; color: string; label: string }) {
  if (count === 0) return null;
  return (
    <Badge size="sm" circle={count < 10} color={color} variant="light" title={label}>
      <span aria-hidden>{count}</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </Badge>
  );
}
