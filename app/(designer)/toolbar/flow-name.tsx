'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import classes from '../editor/editor.module.css';
import { useEditor, useEditorState } from '../use-editor';

/** The flow's name, changed in place. */
export function FlowName() {
  const t = useTranslations('designer.toolbar');
  const editor = useEditor();
  const name = useEditorState((state) => state.flow.name);
  const readOnly = useEditorState((state) => state.readOnly);
  const [draft, setDraft] = useState<string | null>(null);
  const leave = (): void => {
    const wanted = draft?.trim();
    setDraft(null);
    if (wanted && wanted !== name) editor.dispatch({ type: 'rename', name: wanted });
  };
  return (
    <input
      className={classes.name}
      aria-label={t('name')}
      maxLength={120}
      readOnly={readOnly}
      value={draft ?? name}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
