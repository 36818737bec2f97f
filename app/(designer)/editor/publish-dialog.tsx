'use client';

import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { PublishForm } from '../publish/publish-form';
import { useEditor, useEditorState } from '../use-editor';

/** Publishes the draft, now or at a time, or says what has to be done first. */
export function PublishDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.publish');
  const editor = useEditor();
  const problems = useEditorState((state) => state.problems);
  // They are looked for some moments after an edit; publishing does not wait for them.
  useEffect(() => {
    editor.problemsNow();
  }, [editor]);
  const errors = problems.filter((problem) => problem.level === 'error');
  const showProblems = (): void => {
    const [first] = errors;
    if (first?.nodeId) editor.focusField(first.nodeId, first.path);
    editor.showBottom('problems');
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      {errors.length > 0 ? (
        <Alert
          icon={<IconAlertTriangle size={20} />}
          color="red"
          title={t('refused', { count: errors.length })}
        >
          <Text>{t('refusedHelp')}</Text>
          <Group mt="md">
            <Button data-autofocus color="red" onClick={showProblems}>
              {t('showProblems')}
            </Button>
          </Group>
        </Alert>
      ) : (
        <PublishForm warnings={problems.length} onClose={onClose} />
      )}
    </Modal>
  );
}
