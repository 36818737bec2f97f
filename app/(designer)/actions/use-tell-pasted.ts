'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { EditorStore } from '../editor-store';
import type { Pasted } from './use-clipboard';

/** Problems of what is named in a flow and does not exist where it was pasted. */
const MISSING_HERE = new Set([
  'slotUnbound',
  'nameUnknown',
  'variableUnknown',
  'flowUnpublished',
  'holidaysUnknown',
  'typeUnknown',
  'versionUnknown',
]);

/** Says what a paste left open: there was nothing to paste, or it names queues, texts or variables that are missing here. */
export function useTellPasted(editor: EditorStore): (pasted: Pasted) => void {
  const t = useTranslations('designer');
  return useCallback(
    (pasted) => {
      if (pasted === 'nothing') notifications.show({ message: t('nothingToPaste') });
      if (pasted !== 'pasted') return;
      const { nodes } = editor.getState().selection;
      const missing = editor
        .problemsNow()
        .filter(({ code, nodeId }) => MISSING_HERE.has(code) && nodeId !== undefined && nodes.has(nodeId));
      const count = new Set(missing.map(({ nodeId }) => nodeId)).size;
      if (count > 0)
        notifications.show({ color: 'yellow', message: t('missingHere', { count }), autoClose: 12_000 });
    },
    [editor, t],
  );
}
