'use client';

import { type NodeProps, NodeResizer } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { memo, useEffect, useRef } from 'react';
import { useEditor, useEditorState } from '../use-editor';
import type { NoteNode } from './canvas-model';
import classes from './note-card.module.css';

/** A note on the canvas: written in place, its size drawn with the mouse. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteNode>) {
  const t = useTranslations('designer.note');
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const { note } = data;
  const field = useRef<HTMLTextAreaElement>(null);
  const isNew = useRef(selected && !readOnly && note.text === '');
  useEffect(() => {
    // Whoever has just made it goes on writing: the letters must not be taken for actions. Not before it is shown.
    if (isNew.current) requestAnimationFrame(() => field.current?.focus({ preventScroll: true }));
  }, []);
  return (
    <div className={classes.note} data-color={note.color} data-selected={selected || undefined}>
      <NodeResizer
        isVisible={selected && !readOnly}
        color="var(--mantine-primary-color-filled)"
        minWidth={120}
        minHeight={64}
        onResize={(_event, { x, y, width, height }) =>
          editor.dispatch(
            {
              type: 'setNote',
              note: id,
              values: {
                position: { x: Math.round(x), y: Math.round(y) },
                size: { width: Math.round(width), height: Math.round(height) },
              },
            },
            'merge',
            `resize ${id}`,
          )
        }
        onResizeEnd={() => editor.settle()}
      />
      <textarea
        ref={field}
        className={`${classes.noteText} nodrag nowheel`}
        aria-label={t('text')}
        placeholder={t('placeholder')}
        readOnly={readOnly}
        maxLength={4000}
        value={note.text}
        onChange={(event) =>
          editor.dispatch({ type: 'setNote', note: id, values: { text: event.currentTarget.value } }, 'merge')
        }
        onBlur={() => editor.settle()}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </div>
  );
});
