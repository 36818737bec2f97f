'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useEditor, useEditorState } from '../use-editor';

/** Says why an edit was refused. */
export function RefusalNotice() {
  const t = useTranslations('designer.errors');
  const editor = useEditor();
  const refusal = useEditorState((state) => state.refusal);
  useEffect(() => {
    if (!refusal) return;
    const key = refusal.code as 'flowOperation.nodeMissing';
    notifications.show({ color: 'red', message: t.has(key) ? t(key, refusal.values) : t('unexpected') });
    editor.update({ refusal: null });
  }, [refusal, editor, t]);
  return null;
}
