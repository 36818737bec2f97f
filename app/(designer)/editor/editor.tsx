'use client';

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { ActionContext } from '../actions/editor-action';
import { EditorUiProvider } from '../actions/editor-ui';
import { useActionCommands } from '../actions/use-action-commands';
import { useActionKeys } from '../actions/use-action-keys';
import { Canvas } from '../canvas/canvas';
import { useAlwaysTidy } from '../canvas/use-always-tidy';
import { Inspector } from '../inspector/inspector';
import { expectNodePanel } from '../inspector/panels/lazy-panels';
import { Palette } from '../palette/palette';
import { Toolbar } from '../toolbar/toolbar';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { BottomPanel } from './bottom-panel';
import classes from './editor.module.css';
import { EditorDialogs } from './editor-dialogs';
import { RefusalNotice } from './refusal-notice';
import { useAskedNode } from './use-asked-node';
import { useEditorUiState } from './use-editor-ui-state';

// What is not on the first screen comes when it is asked for.
const Outline = lazy(async () => ({ default: (await import('../outline/outline')).Outline }));
const VersionsPanel = lazy(async () => ({
  default: (await import('../versions/versions-panel')).VersionsPanel,
}));
const FlowSearch = lazy(async () => ({ default: (await import('./flow-search')).FlowSearch }));

/** The whole designer of one flow: palette, canvas or outline, inspector, problems, simulator, versions. */
export function Editor() {
  const editor = useEditor();
  const words = useNodeWords();
  const view = useEditorState((state) => state.view);
  const { ui, dialog, close, inspector, flowSettings, versions, announcement } = useEditorUiState();
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
  useActionCommands(context);
  useAlwaysTidy();
  useEnvironment();
  useAskedNode();
  return (
    <EditorUiProvider value={ui}>
      <div className={classes.editor}>
        <Toolbar context={context} />
        <div className={classes.body}>
          <div className={classes.left}>
            <Palette />
          </div>
          <div className={classes.middle}>
            <div className={classes.surface} onPointerEnter={expectNodePanel}>
              <Suspense>{view === 'canvas' ? <Canvas /> : <Outline />}</Suspense>
              <Suspense>
                {dialog?.name === 'search' && (
                  <FlowSearch key={dialog.text} begin={dialog.text} onClose={close} />
                )}
              </Suspense>
            </div>
            <BottomPanel />
          </div>
          {versions ? (
            <div className={classes.right}>
              <Suspense>
                <VersionsPanel onClose={ui.toggleVersions} />
              </Suspense>
            </div>
          ) : (
            inspector && (
              <div className={classes.right}>
                <Inspector flowSettings={flowSettings} />
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
