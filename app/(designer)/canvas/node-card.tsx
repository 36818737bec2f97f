'use client';

import { IconAlertTriangleFilled, IconPuzzleOff } from '@tabler/icons-react';
import { Handle, type NodeProps, Position, useStore } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { type CSSProperties, memo } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeIcons } from '@/nodes/views.generated';
import { categoryColor } from '../model/category-look';
import { personTint, usePeopleAt } from '../presence/people-at';
import { useEditorState } from '../use-editor';
import { type CardNode, type CardPort, ENTRY } from './canvas-model';
import { CardCorner } from './card-corner';
import { cardSize, summaryLines } from './card-size';
import { distanceOf } from './distance';
import { FarHandles } from './far-handles';
import classes from './node-card.module.css';

/** One node: what it is, in words what it does, and its ports by name. Draws itself again only when it has changed. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const { node, title, summary, ports } = data;
  const definition = nodeRegistry.get(node.type);
  const Icon = nodeIcons[node.type] ?? IconPuzzleOff;
  const light = useEditorState((state) => lightOf(state.litPath, id));
  const mark = useEditorState((state) => state.marks?.get(id));
  const recorded = useEditorState((state) => state.recordedPath?.nodes.has(id));
  const distance = useStore(distanceOf);
  const far = distance !== 'near';
  const [person] = usePeopleAt(id);
  const color = categoryColor(definition?.category);
  return (
    <div
      className={classes.card}
      data-far={far ? distance : undefined}
      data-person={person || undefined}
      data-selected={selected || undefined}
      data-light={light}
      data-mark={mark}
      data-recorded={recorded || undefined}
      style={
        {
          '--tint': `var(--mantine-color-${color}-filled)`,
          ...personTint(person),
          '--far-lines': farLines(summary, ports.length),
        } as CSSProperties
      }
    >
      <CardCorner id={id} ports={ports.length} />
      {data.takesEdges && !far && (
        <Handle id={ENTRY} type="target" position={Position.Left} className={classes.entry} />
      )}
      <div className={classes.head}>
        <span className={classes.icon}>
          <Icon size={18} stroke={1.8} aria-hidden />
        </span>
        <span className={classes.title} title={title}>
          {title}
        </span>
        <ProblemBadge id={id} />
      </div>
      {summary !== '' && !far && (
        <div className={classes.summary} data-lines={summaryLines(summary)} title={summary}>
          {summary}
        </div>
      )}
      {!far && ports.map((port) => <PortRow key={port.id} port={port} />)}
      {far && <FarHandles summary={summary} ports={ports} entry={data.takesEdges} />}
    </div>
  );
});

/** Lines of the large title that fit into a card seen from afar. */
function farLines(summary: string, ports: number): number {
  return Math.max(1, Math.min(3, Math.floor(cardSize(summary, ports).height / 32)));
}

function PortRow({ port }: { port: CardPort }) {
  return (
    <div className={classes.port} data-kind={port.kind} data-connected={port.connected || undefined}>
      <span className={classes.portLabel} title={port.words}>
        {port.words}
      </span>
      <Handle
        id={port.id}
        type="source"
        position={Position.Right}
        className={classes.exit}
        isConnectableEnd={false}
        title={port.words}
      />
    </div>
  );
}

function ProblemBadge({ id }: { id: string }) {
  const t = useTranslations('designer.card');
  const level = useEditorState((state) => worst(state.problemsByNode.get(id)));
  const count = useEditorState((state) => state.problemsByNode.get(id)?.length ?? 0);
  if (!level) return null;
  return (
    <span className={classes.problem} data-level={level} title={t('problems', { count })}>
      <IconAlertTriangleFilled size={14} aria-hidden />
      <span>{count}</span>
      <span className={classes.unseen}>{t('problems', { count })}</span>
    </span>
  );
}

function worst(problems: readonly { level: 'error' | 'warning' }[] | undefined): 'error' | 'warning' | null {
  if (!problems || problems.length === 0) return null;
  return problems.some((problem) => problem.level === 'error') ? 'error' : 'warning';
}

type Light = 'current' | 'on' | 'off' | undefined;

function lightOf(path: { nodes: ReadonlySet<string>; current: string | null } | null, id: string): Light {
  if (!path) return undefined;
  if (path.current === id) return 'current';
  return path.nodes.has(id) ? 'on' : 'off';
}
