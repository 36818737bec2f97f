'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';

/** Says that somebody else changed the same at the same time, and which of both counts. */
export function OverlapNotice() {
  const t = useTranslations('designer.overlap');
  const editor = useEditor();
  const words = useNodeWords();
  const overlap = useEditorState((state) => state.overlap);
  useEffect(() => {
    if (!overlap) return;
    const { flow } = editor.getState();
    const titles = (ids: readonly string[]): string =>
      flow.nodes
        .filter(({ id }) => ids.includes(id))
        .map((node) => t('quoted', { title: words.title(node) }))
        .join(', ');
    const show = (kind: 'mine' | 'kept', ids: readonly string[]): void => {
      if (ids.length === 0) return;
      const message = t(kind, { count: ids.length, titles: titles(ids) });
      notifications.show({ color: 'yellow', title: t('title'), message, autoClose: 15_000 });
    };
    show('mine', overlap.mine);
    show('kept', overlap.kept);
    editor.update({ overlap: null });
  }, [overlap, editor, words, t]);
  return null;
}
