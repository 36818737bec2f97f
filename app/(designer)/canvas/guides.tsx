'use client';

import { ViewportPortal } from '@xyflow/react';
import type { Guide } from './alignment';
import classes from './canvas.module.css';

/** The lines that a dragged card has come to stand on. */
export function Guides({ guides }: { guides: readonly Guide[] }) {
  return (
    <ViewportPortal>
      {guides.map((guide) => (
        <div
          key={guide.axis}
          className={classes.guide}
          style={
            guide.axis === 'x'
              ? { left: guide.at, top: guide.from, width: 1, height: guide.to - guide.from }
              : { top: guide.at, left: guide.from, height: 1, width: guide.to - guide.from }
          }
        />
      ))}
    </ViewportPortal>
  );
}
