'use client';

import { ActionIcon } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconArrowRight,
  IconNote,
  IconPlus,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { nodeRegistry } from '@/nodes/registry.generated';
import { portsOf } from '../model/node-ports';
import { TypeIcon } from '../palette/type-icon';
import { useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { NodeFigures, OnwardFigures, PortFigures } from './line-figures';
import classes from './outline.module.css';
import { mainPort, type OutlineRow } from './outline-model';

interface OutlineLineProps {
  row: OutlineRow;
  index: number;
  top: number;
  active: boolean;
  selected: boolean;
  onPick(extend: boolean): void;
  /** The keyboard came to this line by itself, as screen readers bring it. */
  onReach(): void;
  onAdd(): void;
}

/** One line of the outline: a node, a way out of it, or where a way leads back to. */
export function OutlineLine({ row, index, top, active, selected, onPick, onReach, onAdd }: OutlineLineProps) {
  const light = useEditorState((state) =>
    state.litPath && row.kind === 'node' ? (state.litPath.nodes.has(row.node.id) ? 'on' : 'off') : undefined,
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keys of all its lines
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      data-index={index}
      data-means={meansOf(row)}
      data-selected={selected || undefined}
      data-light={light}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 12 + row.depth * 22 }}
      onClick={(event) => onPick(event.ctrlKey || event.metaKey)}
      onFocus={(event) => {
        const byKeyboard =
          event.target === event.currentTarget && event.currentTarget.matches(':focus-visible');
        if (byKeyboard && !selected && !active) onReach();
      }}
    >
      <LineContent row={row} onAdd={onAdd} />
    </div>
  );
}

/** What the context menu of a line is for: a way out of a node means its connection, if it has one. */
function meansOf(row: OutlineRow): string {
  switch (row.kind) {
    case 'node':
      return `node:${row.node.id}`;
    case 'port':
      return row.edge ? `edge:${row.edge.id}` : `node:${row.node.id}`;
    case 'reference':
      return `edge:${row.edge.id}`;
    case 'note':
      return `note:${row.noteId}`;
  }
}

function LineContent({ row, onAdd }: { row: OutlineRow; onAdd(): void }) {
  const t = useTranslations('designer.outline');
  const words = useNodeWords();
  const readOnly = useEditorState((state) => state.readOnly);
  switch (row.kind) {
    case 'node':
      return <NodeContent node={row.node} />;
    case 'note':
      return (
        <>
          <IconNote size={16} aria-hidden />
          <span className={classes.quiet}>{row.text || t('emptyNote')}</span>
        </>
      );
    case 'reference':
      return (
        <>
          <IconArrowBackUp size={16} aria-hidden />
          <span className={classes.quiet}>{t('goesTo', { title: words.title(row.node) })}</span>
        </>
      );
    case 'port':
      return (
        <>
          <IconArrowRight size={14} aria-hidden />
          <span className={classes.port} data-kind={row.port.kind}>
            {words.portLabel(row.node.type, row.port)}
          </span>
          <PortFigures node={row.node.id} port={row.port.id} edge={row.edge?.id ?? null} />
          {!row.edge && <span className={classes.quiet}>{t('leadsNowhere')}</span>}
          {!readOnly && (
            <ActionIcon
              size="sm"
              tabIndex={-1}
              aria-label={t('addHere')}
              className={classes.add}
              onClick={(event) => {
                event.stopPropagation();
                onAdd();
              }}
            >
              <IconPlus size={14} />
            </ActionIcon>
          )}
        </>
      );
  }
}

function NodeContent({ node }: { node: Extract<OutlineRow, { kind: 'node' }>['node'] }) {
  const t = useTranslations('designer');
  const words = useNodeWords();
  const environment = useEditorState((state) => state.environment);
  const nodes = useEditorState((state) => state.flow.nodes);
  const ports = portsOf(node, nodeRegistry);
  const main = mainPort(ports);
  const next = useEditorState(
    ({ flow }) => flow.edges.find(({ from }) => from.node === node.id && from.port === main?.id)?.id,
  );
  const problems = useEditorState((state) => state.problemsByNode.get(node.id));
  const group = useEditorState((state) => state.flow.groups.find(({ id }) => id === node.group));
  const error = problems?.some((problem) => problem.level === 'error');
  return (
    <>
      <TypeIcon type={node.type} />
      <span className={classes.title} title={words.title(node)}>
        {words.title(node)}
      </span>
      <span className={classes.quiet}>{words.summary(node, environment, { nodes })}</span>
      {group && (
        <span className={classes.group} title={group.title || undefined}>
          {group.title || t('group.placeholder')}
        </span>
      )}
      {main && next && <OnwardFigures node={node.id} port={main.id} edge={next} />}
      <NodeFigures node={node.id} ports={ports.length} />
      {problems && (
        <span className={classes.problem} data-level={error ? 'error' : 'warning'}>
          <IconAlertTriangleFilled size={14} aria-hidden />
          {t('card.problems', { count: problems.length })}
        </span>
      )}
    </>
  );
}
