'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Dialog, EditorUi } from '../actions/editor-ui';
import { cutSelection, selectionText } from '../actions/use-clipboard';
import { tidyPlaces } from '../canvas/tidy-places';
import { keepAlwaysTidy } from '../canvas/use-always-tidy';
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
  const editor = useEditor();
  const { sync } = useDraft();
  const words = useNodeWords();
  const t = useTranslations('designer');
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [inspector, setInspector] = useState(true);
  const [flowSettings, setFlowSettings] = useState(false);
  const [versions, setVersions] = useState(false);
  const [announcement, setAnnouncement] = useState('');
  const anySelected = useEditorState(
    ({ selection }) => selection.nodes.size + selection.notes.size + selection.edges.size > 0,
  );
  useEffect(() => {
    // Who goes on to a node is done with the settings of the flow: they must not take the keyboard when he comes back.
    if (anySelected) setFlowSettings(false);
  }, [anySelected]);
  const close = useCallback(() => setDialog(null), []);

  const ui = useMemo<EditorUi>(() => {
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
      canvas: null,
      // Canvas and outline put their own menu here while they are shown.
      quickAdd: () => undefined,
      open: (name, from) => setDialog({ name, from }),
      find: (text) => setDialog({ name: 'search', text }),
      tidy: () => {
        const { flow, environment } = editor.getState();
        tidyPlaces(inPortOrder(flow, nodeRegistry), cardSizes(flow, nodeRegistry, words, environment)).then(
          (places) => {
            editor.arrange(places, 'record');
            requestAnimationFrame(() => ui.canvas?.fit());
          },
          () => notifications.show({ color: 'red', message: t('tidyFailed') }),
        );
      },
      toggleAlwaysTidy: () => {
        const alwaysTidy = !editor.getState().alwaysTidy;
        keepAlwaysTidy(alwaysTidy);
        editor.update({ alwaysTidy });
        setAnnouncement(t(alwaysTidy ? 'alwaysTidy.on' : 'alwaysTidy.off'));
        if (alwaysTidy) ui.tidy();
      },
      copy: () => void writeText().catch(failed),
      cut: () => void writeText().then((copied) => copied && cutSelection(editor), failed),
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
    };
  }, [editor, sync, words, t]);
  return { ui, dialog, close, inspector, flowSettings, versions, announcement };
}
