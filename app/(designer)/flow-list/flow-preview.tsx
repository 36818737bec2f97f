'use client';

import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeCategory } from '@/runtime/flow/node-definition';
import { categoryColor } from '../model/category-look';
import classes from './flow-list.module.css';

const CARD = { width: 248, height: 110 };

interface FlowPreviewProps {
  document: FlowDocument;
  /** By node type. */
  categories: Partial<Record<string, NodeCategory>>;
}

/** A small picture of a flow: its cards, coloured as on the canvas, and its ways, drawn from the document. */
export function FlowPreview({ document, categories }: FlowPreviewProps) {
  const places = new Map(document.nodes.map((node) => [node.id, node.position]));
  const xs = document.nodes.map(({ position }) => position.x);
  const ys = document.nodes.map(({ position }) => position.y);
  if (xs.length === 0) return <div className={classes.preview} />;
  const [left, top] = [Math.min(...xs) - 40, Math.min(...ys) - 40];
  const width = Math.max(...xs) + CARD.width + 40 - left;
  const height = Math.max(...ys) + CARD.height + 40 - top;
  return (
    <svg className={classes.preview} viewBox={`${left} ${top} ${width} ${height}`} aria-hidden="true">
      {document.edges.map((edge) => {
        const [from, to] = [places.get(edge.from.node), places.get(edge.to)];
        if (!from || !to) return null;
        const [x, y, toY] = [from.x + CARD.width, from.y + CARD.height / 2, to.y + CARD.height / 2];
        const bend = Math.max(40, (to.x - x) / 2);
        return (
          <path
            key={edge.id}
            d={`M${x} ${y} C${x + bend} ${y} ${to.x - bend} ${toY} ${to.x} ${toY}`}
            fill="none"
            stroke="currentColor"
            strokeWidth={6}
            opacity={0.6}
          />
        );
      })}
      {document.nodes.map(({ id, type, position }) => (
        <rect
          key={id}
          {...position}
          {...CARD}
          rx={16}
          fill={`var(--mantine-color-${categoryColor(categories[type])}-4)`}
        />
      ))}
    </svg>
  );
}
