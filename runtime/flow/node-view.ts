import type { FlowDocument, FlowNode } from './flow-document';
import type { JsonObject } from './json';

/** What a node type's own card content (`view.tsx`, default export) is given. */
export interface NodeViewProps {
  node: FlowNode;
  flow: FlowDocument;
}

/** What a node type's own form part (`inspector.tsx`, default export) is given; it stands below the generated form. */
export interface InspectorProps {
  node: FlowNode;
  flow: FlowDocument;
  readOnly: boolean;
  /** Writes the whole config; the editor makes an operation of it. */
  onChange(config: JsonObject): void;
}
