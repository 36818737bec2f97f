'use client';

import { useMemo } from 'react';
import { migrateConfig } from '@/runtime/flow/compile';
import type { FlowNode } from '@/runtime/flow/flow-document';
import type { NodeDefinition } from '@/runtime/flow/node-definition';
import type { Problem } from '@/runtime/flow/problems';
import { type NodeLock, useNodeLock } from '../../presence/use-node-lock';
import { useProblemSentence } from '../../problems/use-problem-sentence';
import { useEditor, useEditorState } from '../../use-editor';
import type { NodeForm } from '../form/form-context';
import { pathKey, setAt } from '../form/path';
import { useFieldWords } from '../form/use-field-words';

const NO_PROBLEMS: readonly Problem[] = [];

/** What the fields of a node share: its config, words and problems, and how a field is written into the flow. */
export function useNodeFormValue(
  node: FlowNode,
  definition: NodeDefinition,
): { form: NodeForm; lock: NodeLock } {
  const editor = useEditor();
  const flow = useEditorState((state) => state.flow);
  const reader = useEditorState((state) => state.readOnly);
  const lock = useNodeLock(node.id);
  const readOnly = reader || lock.holder !== null;
  const found = useEditorState((state) => state.problemsByNode.get(node.id) ?? NO_PROBLEMS);
  const focus = useEditorState((state) => (state.focus?.nodeId === node.id ? state.focus : null));
  const words = useFieldWords(node.type);
  const sentence = useProblemSentence();
  const form = useMemo<NodeForm>(() => {
    const problems = found.map((problem) => ({
      level: problem.level,
      path: problem.path ?? [],
      sentence: sentence(problem),
    }));
    return {
      nodeId: node.id,
      flow,
      config: migrateConfig(node, definition),
      words,
      readOnly,
      problems,
      focused: focus?.path ?? null,
      write(path, value, how) {
        // What another field wrote a moment ago counts: the flow is read now, not when this field was drawn.
        const current = editor.getState().flow.nodes.find(({ id }) => id === node.id);
        if (!current) return;
        const config = setAt(migrateConfig(current, definition), path, value);
        const { version } = definition;
        editor.dispatch(
          current.version === version
            ? { type: 'setConfig', node: node.id, config }
            : { type: 'setNodeVersion', node: node.id, version, config },
          how === 'typing' ? 'merge' : 'record',
          `setConfig ${node.id} ${pathKey(path)}`,
        );
      },
      rename(path, from, to) {
        const { flow: present } = editor.getState();
        const current = present.nodes.find(({ id }) => id === node.id);
        if (!current) return;
        const config = setAt(migrateConfig(current, definition), path, to);
        const edges = present.edges.filter((edge) => edge.from.node === node.id && edge.from.port === from);
        editor.dispatch({
          type: 'batch',
          operations: [
            { type: 'setNodeVersion', node: node.id, version: definition.version, config },
            { type: 'disconnect', edges: edges.map(({ id }) => id) },
            ...edges.map((edge) => ({
              type: 'connect' as const,
              edge: { ...edge, from: { node: node.id, port: to } },
            })),
          ],
        });
      },
      settle: () => editor.settle(),
    };
  }, [editor, flow, node, definition, readOnly, found, focus, words, sentence]);
  return { form, lock };
}
