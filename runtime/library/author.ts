import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Problem } from '@/runtime/flow/problems';

/** Who changes a flow; `null` is Stellwerk itself (the first workspace). */
export type Author = { id: string; name: string } | null;

/** Finds the problems of a flow with the node types of this installation. */
export type FlowCheck = (document: FlowDocument) => readonly Problem[];
