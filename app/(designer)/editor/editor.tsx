'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { ActionContext } from '../actions/editor-actions';
import { EditorUiProvider } from '../actions/editor-ui';
import { useActionKeys } from '../actions/use-action-keys';
import { Canvas } from '../canvas/canvas';
import { Inspector } from '../inspector/inspector';
import { Outline } from '../outline/outline';
import { Palette } from '../palette/palette';
import { Toolbar } from '../toolbar/toolbar';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { VersionsPanel } from '../versions/versions-panel';
import { BottomPanel } from './bottom-panel';
import classes from './editor.module.css';
import { EditorDialogs } from './editor-dialogs';
import { FlowSearch } from './flow-search';
import { RefusalNotice } from './refusal-notice';
import { useEditorUiState } from './use-editor-ui-state';

/** The whole designer of one flow: palette, canvas or outline, inspector, problems, simulator, versions. */
export function Editor() {
  const editor = useEditor();
  const words = useNodeWords();
  const view = useEditorState((state) => state.view);
  const { ui, dialog, close, inspector, versions, announcement } = useEditorUiState();
  const context = useCallback(
    (): ActionContext => ({
      editor,
      ui,
      registry: nodeRegistry,
      words,
      environment: editor.getState().environment,
    }),
    [editor, ui, words],
  );
  useActionKeys(context);
  useEnvironment();
  return (
    <EditorUiProvider value={ui}>
      <div className={classes.editor}>
        <Toolbar context={context} />
        <div className={classes.body}>
          <div className={classes.left}>
            <Palette />
          </div>
          <div className={classes.middle}>
            <div className={classes.surface}>
              {view === 'canvas' ? <Canvas /> : <Outline />}
              {dialog?.name === 'search' && <FlowSearch onClose={close} />}
            </div>
            <BottomPanel />
          </div>
          {versions ? (
            <div className={classes.right}>
              <VersionsPanel onClose={ui.toggleVersions} />
            </div>
          ) : (
            inspector && (
              <div className={classes.right}>
                <Inspector />
              </div>
            )
          )}
        </div>
        <EditorDialogs dialog={dialog} onClose={close} />
        <RefusalNotice />
        <output className={classes.unseen} aria-live="polite">
          {announcement}
        </output>
      </div>
    </EditorUiProvider>
  );
}

/** Names of queues, calendars and the rest, for summaries and pickers. */
function useEnvironment(): void {
  const editor = useEditor();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.flows.environment.queryOptions({ id: editor.getState().flowId }, { staleTime: 30_000 }),
  );
  useEffect(() => {
    if (data) editor.update({ environment: data });
  }, [editor, data]);
}
