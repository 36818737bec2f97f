'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isMac } from '@/app/shell/is-mac';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { EditorUi } from '../actions/editor-ui';
import { keyText } from '../actions/keys';
import { showSelected } from '../actions/show-selected';
import { cutSelection, pasteText, selectionText } from '../actions/use-clipboard';
import { useTellPasted } from '../actions/use-tell-pasted';
import { tidyPlaces } from '../canvas/tidy-places';
import { keepAlwaysTidy } from '../canvas/use-always-tidy';
import { belowEverything } from '../model/below-everything';
import { cardSizes } from '../model/card-sizes';
import { inPortOrder } from '../model/in-port-order';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { useOpenDialog } from './use-open-dialog';
import { useDraft } from './use-opened-draft';
import { useSidePanels } from './use-side-panels';

/** Which panels and dialogs are open, and what actions may ask of them. */
export function useEditorUiState() {
  const { dialog, setDialog, close } = useOpenDialog();
  const panels = useSidePanels();
  const [flowSettings, setFlowSettings] = useState(false);
  const [announcement, setAnnouncement] = useState('');
  const editor = useEditor();
  const { sync } = useDraft();
  const clipboard = useClipboardActions();
  const tidying = useTidyActions(setAnnouncement);
  const anySelected = useEditorState(
    ({ selection }) => selection.nodes.size + selection.notes.size + selection.edges.size > 0,
  );
  useEffect(() => {
    // Who goes on to a node is done with the settings of the flow: they must not take the keyboard when he comes back.
    if (anySelected) setFlowSettings(false);
  }, [anySelected]);
  // The canvas puts itself into `ui`: it stays the same object while panels come and go.
  const current = useRef(panels);
  useEffect(() => {
    current.current = panels;
  }, [panels]);
  const ui = useMemo<EditorUi>(
    () => ({
      canvas: null,
      // Canvas and outline put their own menu here while they are shown.
      quickAdd: () => undefined,
      open: (name, from) => setDialog({ name, from }),
      find: (text) => setDialog({ name: 'search', text }),
      tidy: () => tidying.tidy(() => ui.canvas?.fit()),
      toggleAlwaysTidy: () => tidying.toggleAlways(() => ui.canvas?.fit()),
      copy: clipboard.copy,
      cut: clipboard.cut,
      paste: (at) =>
        clipboard.paste(
          (at ? ui.canvas?.toFlow(at) : ui.canvas?.middle()) ?? belowEverything(editor.getState().flow),
          () => showSelected(editor, ui),
        ),
      announce: setAnnouncement,
      toggleVersions: () => current.current.toggleVersions(),
      toggleInspector: () => current.current.toggleInspector(),
      togglePalette: () => current.current.togglePalette(),
      showFlowSettings: () => {
        current.current.showInspector();
        setFlowSettings(true);
        editor.select({});
      },
      saveNow: () => void sync.saveNow(),
    }),
    [editor, sync, clipboard, tidying, setDialog],
  );
  return { ui, dialog, close, panels, flowSettings, announcement };
}

interface ClipboardActions {
  copy(): void;
  cut(): void;
  paste(at: { x: number; y: number }, then: () => void): void;
}

/** Copying, cutting and pasting by menu, where the browser gives no clipboard event. */
function useClipboardActions(): ClipboardActions {
  const editor = useEditor();
  const t = useTranslations('designer');
  const tell = useTellPasted(editor);
  return useMemo(() => {
    const writeText = async (): Promise<boolean> => {
      const text = selectionText(editor);
      if (text === null) return false;
      await navigator.clipboard.writeText(text);
      return true;
    };
    const failed = (): void => {
      const key = (name: string): string =>
        keyText(name, isMac(), (part) => t(`keys.names.${part}` as 'keys.names.ctrl'));
      notifications.show({
        color: 'red',
        message: t('clipboardRefused', { copy: key('mod+c'), paste: key('mod+v') }),
      });
    };
    return {
      copy: () => void writeText().catch(failed),
      cut: () => void writeText().then((copied) => copied && cutSelection(editor), failed),
      paste: (at, then) =>
        void navigator.clipboard.readText().then((text) => {
          const pasted = pasteText(editor, text, at);
          tell(pasted);
          if (pasted === 'pasted') then();
        }, failed),
    };
  }, [editor, t, tell]);
}

/** Tidying up once, and from now on after every edit; `then` runs when everything has its place. */
function useTidyActions(announce: (text: string) => void) {
  const editor = useEditor();
  const words = useNodeWords();
  const t = useTranslations('designer');
  return useMemo(() => {
    const tidy = (then: () => void): void => {
      const { flow, environment } = editor.getState();
      tidyPlaces(inPortOrder(flow, nodeRegistry), cardSizes(flow, nodeRegistry, words, environment)).then(
        (places) => {
          editor.arrange(places, 'record');
          requestAnimationFrame(then);
        },
        () => notifications.show({ color: 'red', message: t('tidyFailed') }),
      );
    };
    return {
      tidy,
      toggleAlways: (then: () => void): void => {
        const alwaysTidy = !editor.getState().alwaysTidy;
        keepAlwaysTidy(alwaysTidy);
        editor.update({ alwaysTidy });
        announce(t(alwaysTidy ? 'alwaysTidy.on' : 'alwaysTidy.off'));
        if (alwaysTidy) tidy(then);
      },
    };
  }, [editor, words, t, announce]);
}
