'use client';

import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { Problem } from '@/runtime/flow/problems';
import { ProblemLine } from '../problems/problem-line';
import { PublishForm } from '../publish/publish-form';
import { useEditor, useEditorState } from '../use-editor';

/** Problems named in the dialog; the list below the canvas has all of them. */
const NAMED = 5;

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
  return (
    <Modal opened onClose={onClose} title={t('title')} size="xl">
      {errors.length > 0 ? (
        <Refused errors={errors} onClose={onClose} />
      ) : (
        <PublishForm warnings={problems.length} onClose={onClose} />
      )}
    </Modal>
  );
}

/** What keeps the flow from being published, by name: each leads to its field. */
function Refused({ errors, onClose }: { errors: readonly Problem[]; onClose(): void }) {
  const t = useTranslations('designer.publish');
  const editor = useEditor();
  const [first] = errors;
  const more = errors.length - NAMED;
  const showList = (): void => {
    editor.showBottom('problems');
    onClose();
  };
  const showFirst = (): void => {
    if (first?.nodeId) editor.focusField(first.nodeId, first.path);
    showList();
  };
  return (
    <Stack>
      <Alert
        icon={<IconAlertTriangle size={20} />}
        color="red"
        title={t('refused', { count: errors.length })}
      >
        <Text size="sm">{t('refusedHelp')}</Text>
      </Alert>
      <Stack component="ul" gap={0} m={0} p={0} aria-label={t('toSolve')} style={{ listStyle: 'none' }}>
        {errors.slice(0, NAMED).map((problem) => (
          <li key={`${problem.nodeId} ${problem.code} ${problem.path?.join('.')}`}>
            <ProblemLine problem={problem} onOpen={onClose} />
          </li>
        ))}
      </Stack>
      <Group justify="flex-end">
        {more > 0 && (
          <Button variant="default" mr="auto" onClick={showList}>
            {t('showAll', { count: errors.length })}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button data-autofocus onClick={showFirst}>
          {t('showProblems')}
        </Button>
      </Group>
    </Stack>
  );
}
