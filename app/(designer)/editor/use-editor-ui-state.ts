'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Dialog, EditorUi } from '../actions/editor-ui';
import { cutSelection, pasteText, selectionText } from '../actions/use-clipboard';
import { tidyPlaces } from '../canvas/tidy-places';
import { keepAlwaysTidy } from '../canvas/use-always-tidy';
import { belowEverything } from '../model/below-everything';
import { cardSizes } from '../model/card-sizes';
import { inPortOrder } from '../model/in-port-order';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { useDraft } from './use-opened-draft';

export interface OpenDialog {
  name: Dialog;
  from?: { node: string; port: string };
  /** What the search begins with. */
  text?: string;
}

/** Which panels and dialogs are open, and what actions may ask of them. */
export function useEditorUiState() {
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [inspector, setInspector] = useState(true);
  const [flowSettings, setFlowSettings] = useState(false);
  const [versions, setVersions] = useState(false);
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
  const close = useCallback(() => setDialog(null), []);
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
        ),
      announce: setAnnouncement,
      toggleVersions: () => setVersions((open) => !open),
      toggleInspector: () => setInspector((open) => !open),
      showFlowSettings: () => {
        setVersions(false);
        setInspector(true);
        setFlowSettings(true);
        editor.select({});
      },
      saveNow: () => void sync.saveNow(),
    }),
    [editor, sync, clipboard, tidying],
  );
  return { ui, dialog, close, inspector, flowSettings, versions, announcement };
}

interface ClipboardActions {
  copy(): void;
  cut(): void;
  paste(at: { x: number; y: number }): void;
}

/** Copying, cutting and pasting by menu, where the browser gives no clipboard event. */
function useClipboardActions(): ClipboardActions {
  const editor = useEditor();
  const t = useTranslations('designer');
  return useMemo(() => {
    const writeText = async (): Promise<boolean> => {
      const text = selectionText(editor);
      if (text === null) return false;
      await navigator.clipboard.writeText(text);
      return true;
    };
    const failed = (): void => {
      notifications.show({ color: 'red', message: t('clipboardRefused') });
    };
    return {
      copy: () => void writeText().catch(failed),
      cut: () => void writeText().then((copied) => copied && cutSelection(editor), failed),
      paste: (at) =>
        void navigator.clipboard.readText().then((text) => {
          if (!pasteText(editor, text, at)) notifications.show({ message: t('nothingToPaste') });
        }, failed),
    };
  }, [editor, t]);
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
