'use client';

import { IconPuzzleOff } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeIcons } from '@/nodes/views.generated';
import { categoryColor } from '../model/category-look';
import classes from './palette.module.css';

/** Icon of a node type on the tint of its category. */
export function TypeIcon({ type }: { type: string }) {
  const Icon = nodeIcons[type] ?? IconPuzzleOff;
  const color = categoryColor(nodeRegistry.get(type)?.category);
  return (
    <span
      className={classes.icon}
      style={{ '--tint': `var(--mantine-color-${color}-filled)` } as CSSProperties}
    >
      <Icon size={18} stroke={1.8} aria-hidden />
    </span>
  );
}
