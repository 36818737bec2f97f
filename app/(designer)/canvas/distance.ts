import type { ReactFlowState } from '@xyflow/react';

/** Below this zoom nothing small can be read; large flows are quick because it is not drawn. */
const FAR = 0.32;
/** Below this one no title can be read, however large: cards are told apart by colour and icon. */
const FARTHEST = 0.15;

export type Distance = 'near' | 'far' | 'farthest';

export function distanceOf({ transform: [, , zoom] }: ReactFlowState): Distance {
  return zoom >= FAR ? 'near' : zoom >= FARTHEST ? 'far' : 'farthest';
}
