import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Problem } from '@/runtime/flow/problems';

/** Who changes a flow; `null` is Stellwerk itself (the first workspace). */
export type Author = { id: string; name: string } | null;

/**
 * Finds the problems of a flow with the node types, queues and calendars of this installation.
 * @param bindings what the flow's slots are bound to, where it is not the thing of the same name
 */
export type FlowCheck = (document: FlowDocument, bindings: Record<string, string>) => readonly Problem[];
