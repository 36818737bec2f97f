'use client';

import '@xyflow/react/dist/base.css';
import { useMantineColorScheme } from '@mantine/core';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore,
} from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { categoryColor } from '../model/category-look';
import classes from './canvas.module.css';
import { CanvasActionsProvider } from './canvas-actions';
import { CanvasControls } from './canvas-controls';
import type { CanvasNode } from './canvas-model';
import { GRID } from './card-size';
import { distanceOf } from './distance';
import { FlowEdge } from './flow-edge';
import { GroupFrame } from './group-frame';
import { Guides } from './guides';
import { LEAST_ZOOM } from './initial-viewport';
import { NodeCard } from './node-card';
import { NoteCard } from './note-card';
import { useCanvas } from './use-canvas';

// One object for ever: xyflow would build everything anew for another one.
const nodeTypes = { card: NodeCard, note: NoteCard, 'group-frame': GroupFrame };
const edgeTypes = { flow: FlowEdge };
/** With one of them held, a click adds to the selection. */
const ADDING_KEYS = ['Shift', 'Control', 'Meta'];

/** Flows of more nodes than this draw only what is in sight. */
const MANY = 150;

/** The drawn flow. Everything that can be done here can also be done by key and in the outline. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasInside />
    </ReactFlowProvider>
  );
}

function CanvasInside() {
  const t = useTranslations('designer.canvas');
  const { colorScheme } = useMantineColorScheme();
  const canvas = useCanvas();
  const distance = useStore(distanceOf);
  const help = useMemo(
    () => ({
      'node.a11yDescription.default': t('nodeHelp'),
      'node.a11yDescription.keyboardDisabled': t('nodeHelp'),
      'edge.a11yDescription.default': t('connectionHelp'),
    }),
    [t],
  );
  return (
    <CanvasActionsProvider value={canvas.actions}>
      <section
        className={classes.canvas}
        aria-label={t('label')}
        data-editor-surface
        data-far={distance === 'near' ? undefined : distance}
        onKeyDown={canvas.onKeyDown}
        {...canvas.dropTarget}
      >
        <ReactFlow
          nodes={canvas.nodes}
          edges={canvas.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
          {...canvas.handlers}
          nodesDraggable={!canvas.readOnly}
          nodesConnectable={!canvas.readOnly}
          edgesReconnectable={!canvas.readOnly}
          deleteKeyCode={null}
          disableKeyboardA11y
          ariaLabelConfig={help}
          nodesFocusable
          edgesFocusable
          snapToGrid
          snapGrid={[GRID, GRID]}
          connectionRadius={28}
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={ADDING_KEYS}
          onlyRenderVisibleElements={canvas.nodes.length > MANY}
          minZoom={LEAST_ZOOM}
          maxZoom={2}
          elevateNodesOnSelect={false}
          elevateEdgesOnSelect
          zoomOnDoubleClick={false}
        >
          <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.4} />
          <CanvasControls />
          <MiniMap
            pannable
            zoomable
            onClick={(_event, { x, y }) => canvas.lookAt(x, y)}
            position="bottom-right"
            ariaLabel={t('minimap')}
            nodeColor={miniColor}
            nodeBorderRadius={8}
            style={{ width: 168, height: 110 }}
          />
          <Guides guides={canvas.guides} />
        </ReactFlow>
        {canvas.empty}
        {canvas.quickAddMenu}
      </section>
    </CanvasActionsProvider>
  );
}

function miniColor(node: CanvasNode): string {
  if (node.type === 'note') return `var(--mantine-color-${node.data.note.color}-3)`;
  if (node.type === 'group-frame') return 'color-mix(in srgb, var(--mantine-color-gray-5) 20%, transparent)';
  const color = categoryColor(nodeRegistry.get(node.data.node.type)?.category);
  return `var(--mantine-color-${color}-4)`;
}
