'use client';

import { IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { edgeTraffic } from '../traffic/traffic';
import { useEditorState } from '../use-editor';
import classes from './canvas.module.css';
import { useCanvasActions } from './canvas-actions';
import type { CanvasEdge } from './canvas-model';

/** The way from a port to a node. While it is selected it offers to put a node in its middle. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>) {
  const { id, selected, data } = props;
  const light = useEditorState((state) =>
    state.litPath ? (state.litPath.edges.has(id) ? 'on' : 'off') : undefined,
  );
  const [path, x, y] = getBezierPath(props);
  return (
    <>
      <g
        className={classes.edge}
        data-kind={data?.kind}
        data-light={light}
        data-selected={selected || undefined}
      >
        <BaseEdge path={path} markerEnd={props.markerEnd} interactionWidth={18} />
      </g>
      <EdgeTraffic node={props.source} port={props.sourceHandleId ?? ''} x={x} y={y} />
      {selected && (
        <EdgeLabelRenderer>
          <InsertButton edge={id} x={x} y={y} />
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** How many messages went this way, and which share of all that left the node. */
function EdgeTraffic({ node, port, x, y }: { node: string; port: string; x: number; y: number }) {
  const t = useTranslations('designer.traffic');
  const traffic = useEditorState((state) => state.traffic);
  if (!traffic) return null;
  const { count, share } = edgeTraffic(traffic, node, port);
  if (count === 0) return null;
  return (
    <EdgeLabelRenderer>
      <span
        className={classes.traffic}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y - 16}px)` }}
      >
        {t('edge', { count, share })}
      </span>
    </EdgeLabelRenderer>
  );
}

function InsertButton({ edge, x, y }: { edge: string; x: number; y: number }) {
  const t = useTranslations('designer.canvas');
  const { quickAdd } = useCanvasActions();
  return (
    <button
      type="button"
      className={`${classes.insert} nodrag nopan`}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      aria-label={t('insertHere')}
      title={t('insertHere')}
      onClick={(event) => quickAdd({ kind: 'edge', edge }, { x: event.clientX, y: event.clientY })}
    >
      <IconPlus size={14} aria-hidden />
    </button>
  );
}
