import { nodeRegistry } from '@/nodes/registry.generated';
import { findProblems } from '@/runtime/flow/problems';
import type { FlowCheck } from '@/runtime/library/author';

/** Problems of a flow with every node type of this installation. */
export const checkFlow: FlowCheck = (document) => findProblems(document, nodeRegistry);
