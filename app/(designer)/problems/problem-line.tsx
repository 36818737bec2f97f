'use client';

import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertOctagonFilled, IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Problem } from '@/runtime/flow/problems';
import { fieldAt } from '../inspector/form/field-at';
import { createFieldWords } from '../inspector/form/field-words';
import { readSchema } from '../inspector/form/read-schema';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeTexts } from '../use-node-texts';
import { useNodeWords } from '../use-node-words';
import classes from './problem-list.module.css';
import { useProblemSentence } from './use-problem-sentence';

interface ProblemLineProps {
  problem: Problem;
  /** Called when the problem has been asked for: the dialog that shows it closes. */
  onOpen?: () => void;
}

/** One problem as a sentence with its place; a click leads to node and field. */
export function ProblemLine({ problem, onOpen }: ProblemLineProps) {
  const editor = useEditor();
  const sentence = useProblemSentence();
  const where = usePlace(problem);
  const t = useTranslations('inspector');
  const isError = problem.level === 'error';
  const Icon = isError ? IconAlertOctagonFilled : IconAlertTriangleFilled;
  const open = () => {
    if (problem.nodeId === undefined) editor.select({});
    else editor.focusField(problem.nodeId, problem.path ?? []);
    onOpen?.();
  };
  return (
    <UnstyledButton className={classes.line} onClick={open}>
      <Icon
        size={16}
        aria-label={t(isError ? 'problems.error' : 'problems.warning')}
        color={`var(--mantine-color-${isError ? 'red' : 'yellow'}-6)`}
        style={{ flexShrink: 0 }}
      />
      <Text size="sm" className={classes.words}>
        <strong className={classes.place}>{where}</strong> {sentence(problem)}
      </Text>
    </UnstyledButton>
  );
}

/** Node and field in words. */
function usePlace(problem: Problem): string {
  const t = useTranslations('inspector');
  const words = useNodeWords();
  const texts = useNodeTexts();
  const node = useEditorState((state) => state.flow.nodes.find(({ id }) => id === problem.nodeId));
  if (!node) return t('problems.flow');
  const definition = nodeRegistry.get(node.type);
  const field = definition && fieldAt(readSchema(definition.config), problem.path ?? []);
  if (!field) return words.title(node);
  return t('problems.place', {
    node: words.title(node),
    field: createFieldWords(texts[node.type], words.language).label(field),
  });
}
