'use client';

import { late } from '@/app/shell/late';

const nodePanel = () => import('./node-panel');

// Nothing is selected when a flow is opened: what shows a selection comes with the first one.
export const NodePanel = late(async () => ({ default: (await nodePanel()).NodePanel }));
export const FlowPanel = late(async () => ({ default: (await import('./flow-panel')).FlowPanel }));
export const NotePanel = late(async () => ({ default: (await import('./note-panel')).NotePanel }));
export const EdgePanel = late(async () => ({ default: (await import('./edge-panel')).EdgePanel }));
export const GroupSelectionPanel = late(async () => ({
  default: (await import('./group-selection-panel')).GroupSelectionPanel,
}));

/** Sends for the form of nodes when somebody is about to want it. */
export function expectNodePanel(): void {
  // Who then selects a node sees why it cannot be loaded, or gets it at the second try.
  nodePanel().catch(() => undefined);
}
