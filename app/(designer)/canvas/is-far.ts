import type { ReactFlowState } from '@xyflow/react';

/** Below this zoom nothing small can be read; large flows are quick because it is not drawn. */
const FAR = 0.32;

export function isFar(state: ReactFlowState): boolean {
  return state.transform[2] < FAR;
}
