'use client';

import { Button, Group, NumberInput, SegmentedControl, Stack, Textarea, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { flowNoteSchema } from '@/runtime/flow/flow-document';
import { useEditor, useEditorState } from '../../use-editor';
import { useTypedNumber } from '../form/use-typed-number';
import { useTypedValue } from '../form/use-typed-value';

const COLORS = flowNoteSchema.shape.color.unwrap().options;

export function NotePanel({ noteId }: { noteId: string }) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const note = useEditorState((state) => state.flow.notes.find(({ id }) => id === noteId));
  const text = useTypedValue(note?.text ?? '', (written) => {
    editor.dispatch({ type: 'setNote', note: noteId, values: { text: written } }, 'merge');
  });
  if (!note) return null;
  return (
    <Stack p="md">
      <Title order={3}>{t('note.title')}</Title>
      <Textarea
        label={t('note.text')}
        autosize
        minRows={4}
        maxRows={20}
        maxLength={4000}
        readOnly={readOnly}
        value={text.value}
        onChange={(event) => text.type(event.currentTarget.value)}
        onBlur={() => {
          text.flush();
          editor.settle();
        }}
      />
      <SegmentedControl
        aria-label={t('note.color')}
        readOnly={readOnly}
        data={COLORS.map((color) => ({ value: color, label: t(`color.${color}`) }))}
        value={note.color}
        onChange={(chosen) => {
          const color = COLORS.find((candidate) => candidate === chosen);
          if (color) editor.dispatch({ type: 'setNote', note: noteId, values: { color } });
        }}
      />
      <NoteSize noteId={noteId} size={note.size} readOnly={readOnly} />
      {!readOnly && (
        <Button
          variant="default"
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => editor.dispatch({ type: 'removeNotes', notes: [noteId] })}
        >
          {t('note.remove')}
        </Button>
      )}
    </Stack>
  );
}

interface NoteSizeProps {
  noteId: string;
  size: { width: number; height: number };
  readOnly: boolean;
}

/** As its corner is dragged on the canvas. */
function NoteSize({ noteId, size, readOnly }: NoteSizeProps) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const set = (values: Partial<NoteSizeProps['size']>) =>
    editor.dispatch({ type: 'setNote', note: noteId, values: { size: { ...size, ...values } } }, 'merge');
  return (
    <Group grow>
      <Side
        label={t('note.width')}
        length={size.width}
        readOnly={readOnly}
        change={(width) => set({ width })}
      />
      <Side
        label={t('note.height')}
        length={size.height}
        readOnly={readOnly}
        change={(height) => set({ height })}
      />
    </Group>
  );
}

interface SideProps {
  label: string;
  length: number;
  readOnly: boolean;
  change(length: number): void;
}

const SHORTEST = 80;
const LONGEST = 2000;

function Side({ label, length, readOnly, change }: SideProps) {
  const editor = useEditor();
  const typed = useTypedNumber(
    length,
    (entered) => {
      if (entered !== '') change(entered);
    },
    (entered) => Math.min(LONGEST, Math.max(SHORTEST, entered)),
  );
  return (
    <NumberInput
      label={label}
      min={SHORTEST}
      max={LONGEST}
      step={20}
      readOnly={readOnly}
      {...typed.input}
      onBlur={() => {
        typed.leave();
        editor.settle();
      }}
    />
  );
}
