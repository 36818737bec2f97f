'use client';

import { IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { edgeTraffic } from '../traffic/traffic';
import { useEditorState } from '../use-editor';
import { useCanvasActions } from './canvas-actions';
import type { CanvasEdge } from './canvas-model';
import classes from './flow-edge.module.css';
import { routePath } from './route-path';

/** The way from a port to a node. While it is selected it offers to put a node in its middle. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>) {
  const { id, selected, data } = props;
  const light = useEditorState((state) =>
    state.litPath ? (state.litPath.edges.has(id) ? 'on' : 'off') : undefined,
  );
  const recorded = useEditorState((state) => state.recordedPath?.edges.has(id));
  const { path, x, y } = drawn(props);
  return (
    <>
      {recorded && <path className={classes.recorded} d={path} fill="none" />}
      <g
        className={classes.edge}
        data-kind={data?.kind}
        data-light={light}
        data-selected={selected || undefined}
      >
        <BaseEdge path={path} markerEnd={props.markerEnd} interactionWidth={18} />
      </g>
      <EdgeTraffic
        node={props.source}
        port={props.sourceHandleId ?? ''}
        x={props.sourceX}
        y={props.sourceY}
      />
      <EdgeCoverage edge={id} x={props.sourceX} y={props.sourceY} />
      {selected && (
        <EdgeLabelRenderer>
          <InsertButton edge={id} x={x} y={y} />
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** Its way around cards; while one of its cards moves, the plain curve. */
function drawn(props: EdgeProps<CanvasEdge>): { path: string; x: number; y: number } {
  const route = props.data?.route;
  const [start, end] = [route?.[0], route?.at(-1)];
  const rests =
    start?.x === props.sourceX &&
    start.y === props.sourceY &&
    end?.x === props.targetX &&
    end.y === props.targetY;
  if (route && rests) {
    const { path, middle } = routePath(route);
    return { path, ...middle };
  }
  const [path, x, y] = getBezierPath(props);
  return { path, x, y };
}

/** How many messages went this way, and which share of all that left the node. */
function EdgeTraffic({ node, port, x, y }: { node: string; port: string; x: number; y: number }) {
  const t = useTranslations('designer.traffic');
  const traffic = useEditorState((state) => state.traffic);
  if (!traffic) return null;
  const { count, share } = edgeTraffic(traffic, node, port);
  if (count === 0) return null;
  return (
    <EdgeLabelRenderer>
      <span className={classes.traffic} style={{ transform: atPort(x, y) }}>
        {t('edge', { count, share })}
      </span>
    </EdgeLabelRenderer>
  );
}

/** How many scenarios walk this way; where none does, somebody should write one. */
function EdgeCoverage({ edge, x, y }: { edge: string; x: number; y: number }) {
  const t = useTranslations('replay.scenarios');
  const count = useEditorState((state) => (state.coverage ? (state.coverage.get(edge) ?? 0) : null));
  if (count === null) return null;
  return (
    <EdgeLabelRenderer>
      <span
        className={classes.traffic}
        data-missing={count === 0 || undefined}
        title={t('edgeCovered', { count })}
        style={{ transform: atPort(x, y) }}
      >
        {count === 0 ? t('edgeMissing') : t('edgeShort', { count })}
      </span>
    </EdgeLabelRenderer>
  );
}

/** Right of the port: there edges of one node never lie on each other, as they do where they meet again. */
function atPort(x: number, y: number): string {
  return `translate(0, -50%) translate(${x + 10}px, ${y}px)`;
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
