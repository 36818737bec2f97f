'use client';

import { Badge, Group, Paper, Progress, Stack, Text, Textarea } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Classification } from '@/runtime/classifier';
import { useNodeForm } from '../form/form-context';
import type { EditedCategory } from './category-edits';
import { useClassification } from './use-classification';

/** Categories that are shown in the answer. */
const SHOWN = 4;

/** A sentence of the reader's own, and which category it would go to. Nothing of it is kept. */
export function TryIt({ categories }: { categories: readonly EditedCategory[] }) {
  const t = useTranslations('inspector');
  const { config } = useNodeForm();
  const [text, setText] = useState('');
  const trial = useClassification(categories, text);
  const threshold = typeof config.threshold === 'number' ? config.threshold : 0.5;
  return (
    <Paper p="xs" bg="light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))" mt={4}>
      <Textarea
        size="xs"
        label={t('categories.tryIt')}
        placeholder={t('categories.tryItPlaceholder')}
        autosize
        minRows={2}
        maxRows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div aria-live="polite">
        {trial.status === 'learning' && (
          <Text size="xs" c="dimmed" mt={6}>
            {t('categories.learning')}
          </Text>
        )}
        {trial.status === 'done' && (
          <Answer answer={trial.answer} categories={categories} threshold={threshold} />
        )}
      </div>
    </Paper>
  );
}

interface AnswerProps {
  answer: Classification;
  categories: readonly EditedCategory[];
  threshold: number;
}

function Answer({ answer, categories, threshold }: AnswerProps) {
  const t = useTranslations('inspector');
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const nameOf = (id: string) => categories.find((category) => category.id === id)?.name || id;
  const sure = answer.label !== null && answer.confidence >= threshold;
  return (
    <Stack gap={4} mt="xs">
      <Group gap={6}>
        <Badge color={sure ? 'teal' : 'yellow'}>
          {sure && answer.label !== null ? nameOf(answer.label) : t('categories.unsure')}
        </Badge>
        {answer.evidence.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('categories.because', { words: answer.evidence.join(', ') })}
          </Text>
        )}
      </Group>
      {answer.ranking.slice(0, SHOWN).map(({ label, confidence }) => (
        <Group key={label} gap={6} wrap="nowrap">
          <Text size="xs" truncate style={{ width: 110, flexShrink: 0 }}>
            {nameOf(label)}
          </Text>
          <Progress
            value={confidence * 100}
            size="sm"
            style={{ flex: 1 }}
            color={label === answer.label && sure ? 'teal' : 'gray'}
            aria-label={nameOf(label)}
          />
          <Text size="xs" c="dimmed" ta="right" style={{ width: 36 }}>
            {percent.format(confidence)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
