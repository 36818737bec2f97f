'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect } from 'react';
import { late, loadLateParts } from '@/app/shell/late';
import { useTRPC } from '@/app/trpc/client';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { ActionContext } from '../actions/editor-action';
import { type EditorUi, EditorUiProvider } from '../actions/editor-ui';
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
import { useAskedNode } from './use-asked-node';
import { useContextMenu } from './use-context-menu';
import { useEditorUiState } from './use-editor-ui-state';

// What is not on the first screen comes when it is asked for.
const Outline = late(async () => ({ default: (await import('../outline/outline')).Outline }));
const VersionsPanel = late(async () => ({
  default: (await import('../versions/versions-panel')).VersionsPanel,
}));
const OverlapNotice = late(async () => ({ default: (await import('./overlap-notice')).OverlapNotice }));
const RefusalNotice = late(async () => ({ default: (await import('./refusal-notice')).RefusalNotice }));
const FlowSearch = late(async () => ({ default: (await import('./flow-search')).FlowSearch }));

/** After the first click or key, milliseconds: what that asks for comes first. */
const SETTLED = 2_500;

/** The whole designer of one flow: palette, canvas or outline, inspector, problems, simulator, versions. */
export function Editor() {
  const view = useEditorState((state) => state.view);
  const readOnly = useEditorState((state) => state.readOnly);
  const { ui, dialog, close, panels, flowSettings, announcement } = useEditorUiState();
  const context = useActionContext(ui);
  useActionKeys(context);
  useActionCommands(context);
  const { onContextMenu, contextMenu } = useContextMenu(context);
  useAlwaysTidy();
  useEnvironment();
  useAskedNode();
  useLateParts();
  return (
    <EditorUiProvider value={ui}>
      <div className={classes.editor}>
        <Toolbar context={context} panels={panels} />
        <div className={classes.body}>
          {panels.palette && !readOnly && (
            <div className={classes.left}>
              <Palette />
            </div>
          )}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the menu key asks for it at what has the keyboard inside */}
          <div className={classes.surface} onPointerEnter={expectNodePanel} onContextMenu={onContextMenu}>
            <Suspense>{view === 'canvas' ? <Canvas /> : <Outline />}</Suspense>
            <Suspense>
              {dialog?.name === 'search' && (
                <FlowSearch key={dialog.text} begin={dialog.text} onClose={close} />
              )}
            </Suspense>
          </div>
          <BottomPanel />
          {panels.versions ? (
            <div className={classes.right}>
              <Suspense>
                <VersionsPanel onClose={ui.toggleVersions} />
              </Suspense>
            </div>
          ) : (
            panels.inspector && (
              <div className={classes.right}>
                <Inspector flowSettings={flowSettings} />
              </div>
            )
          )}
        </div>
        {contextMenu}
        <EditorDialogs dialog={dialog} onClose={close} />
        <Notices />
        <output className={classes.unseen} aria-live="polite">
          {announcement}
        </output>
      </div>
    </EditorUiProvider>
  );
}

/** What somebody has to be told: few ever are. */
function Notices() {
  const isRefused = useEditorState((state) => state.refusal !== null);
  const isOverlapped = useEditorState((state) => state.overlap !== null);
  return (
    <Suspense>
      {isRefused && <RefusalNotice />}
      {isOverlapped && <OverlapNotice />}
    </Suspense>
  );
}

/** Whoever begins to work gets all the rest as well: an editor has to go on when the connection is lost. */
function useLateParts(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = (): void => {
      timer ??= setTimeout(() => void loadLateParts(), SETTLED);
    };
    window.addEventListener('pointerdown', begin, { once: true });
    window.addEventListener('keydown', begin, { once: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', begin);
      window.removeEventListener('keydown', begin);
    };
  }, []);
}

/** What every action works on, as it is when it is asked for. */
function useActionContext(ui: EditorUi): () => ActionContext {
  const editor = useEditor();
  const words = useNodeWords();
  return useCallback(
    () => ({ editor, ui, registry: nodeRegistry, words, environment: editor.getState().environment }),
    [editor, ui, words],
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
