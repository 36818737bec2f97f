'use client';

import {
  ActionIcon,
  Badge,
  Collapse,
  Group,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { FieldProblem } from '../form/form-context';
import { type Path, pathKey } from '../form/path';
import { useTypedValue } from '../form/use-typed-value';
import { type EditedCategory, fromExamples, toExamples } from './category-edits';

interface CategoryCardProps {
  path: Path;
  category: EditedCategory;
  problems: readonly FieldProblem[];
  readOnly: boolean;
  opened: boolean;
  toggle(open: boolean): void;
  choose(category: EditedCategory): void;
  type(category: EditedCategory): void;
  settle(): void;
  remove(): void;
}

/** Examples below this number teach too little. */
const ENOUGH = 5;

/** One category: its name always, what it is learnt from when opened. */
export function CategoryCard(props: CategoryCardProps) {
  const { path, category, problems, readOnly, opened, toggle } = props;
  const t = useTranslations('inspector');
  const name = useTypedValue(category.name, (text) => props.type({ ...category, name: text }));
  const count = category.examples.length;
  const error = problems.find(({ level }) => level === 'error');
  return (
    <Paper withBorder p={6} data-field-path={pathKey(path)} data-entry>
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          size="sm"
          aria-label={t('categories.open', { name: category.name })}
          aria-expanded={opened}
          onClick={() => toggle(!opened)}
        >
          <IconChevronRight size={14} style={{ transform: opened ? 'rotate(90deg)' : undefined }} />
        </ActionIcon>
        <TextInput
          size="xs"
          style={{ flex: 1 }}
          aria-label={t('categories.name')}
          placeholder={category.id}
          maxLength={80}
          readOnly={readOnly}
          error={error !== undefined && !opened}
          value={name.value}
          onChange={(event) => name.type(event.currentTarget.value)}
          onBlur={() => {
            name.flush();
            props.settle();
          }}
        />
        <Tooltip label={t('categories.count', { count })}>
          <Badge size="sm" color={count === 0 ? 'red' : count < ENOUGH ? 'yellow' : 'gray'}>
            {count}
          </Badge>
        </Tooltip>
        {!readOnly && (
          <Tooltip label={t('list.remove')}>
            <ActionIcon
              size="sm"
              aria-label={t('categories.remove', { name: category.name || category.id })}
              onClick={props.remove}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <Collapse expanded={opened}>{opened && <CategoryDetails {...props} />}</Collapse>
    </Paper>
  );
}

function CategoryDetails({ path, category, problems, readOnly, type, settle }: CategoryCardProps) {
  const t = useTranslations('inspector');
  const description = useTypedValue(category.description, (text) => type({ ...category, description: text }));
  const examples = useTypedValue(
    fromExamples(category.examples),
    (text) => type({ ...category, examples: toExamples(text) }),
    (text) => fromExamples(toExamples(text)),
  );
  return (
    <Stack gap="xs" pt="xs" pb={4} px={4}>
      <Textarea
        size="xs"
        label={t('categories.description')}
        description={t('categories.descriptionHelp')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={1000}
        readOnly={readOnly}
        value={description.value}
        onChange={(event) => description.type(event.currentTarget.value)}
        onBlur={() => {
          description.flush();
          settle();
        }}
      />
      <Textarea
        size="xs"
        data-field-path={pathKey([...path, 'examples'])}
        label={t('categories.examples')}
        description={t('categories.examplesHelp')}
        placeholder={t('categories.examplesPlaceholder')}
        error={problems.find(({ level }) => level === 'error')?.sentence}
        autosize
        minRows={4}
        maxRows={14}
        readOnly={readOnly}
        value={examples.value}
        onChange={(event) => examples.type(event.currentTarget.value)}
        onBlur={() => {
          examples.flush();
          settle();
        }}
      />
      {problems
        .filter(({ level }) => level === 'warning')
        .map((problem) => (
          <Text key={problem.sentence} size="xs" c="dimmed">
            {problem.sentence}
          </Text>
        ))}
      <Text size="xs" c="dimmed">
        {t('categories.id', { id: category.id })}
      </Text>
    </Stack>
  );
}
