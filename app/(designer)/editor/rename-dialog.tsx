'use client';

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';

/** Gives the selected node a name of its own. */
export function RenameDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.rename');
  const editor = useEditor();
  const words = useNodeWords();
  const node = useEditorState(({ flow, selection }) => flow.nodes.find(({ id }) => selection.nodes.has(id)));
  const [title, setTitle] = useState(node?.title ?? '');
  if (!node) return null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    editor.dispatch({ type: 'setTitle', node: node.id, title: title.trim() });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          label={t('label')}
          description={t('help')}
          placeholder={words.typeTitle(node.type)}
          maxLength={120}
          value={title}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit">{t('save')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
