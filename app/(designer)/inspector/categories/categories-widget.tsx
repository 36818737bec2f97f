'use client';

import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { jsonSchema } from '@/runtime/flow/json';
import { FieldFrame } from '../form/field-frame';
import { isWithin } from '../form/path';
import { useFocusAdded } from '../form/use-focus-added';
import type { WidgetProps } from '../form/widget-props';
import { CategoryCard } from './category-card';
import { type EditedCategory, newCategory, readCategories } from './category-edits';
import { TryIt } from './try-it';

/** Categories with the sentences they are learnt from, and a box to try out what is learnt. */
export default function CategoriesWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const categories = readCategories(props.value);
  const { list, added } = useFocusAdded<HTMLDivElement>(categories.length);
  const [opened, setOpened] = useState<string | null>(null);
  // Everything in a category is text; the schema of JSON only tells the compiler so.
  const toJson = (next: EditedCategory[]) => jsonSchema.parse(next);
  const choose = (next: EditedCategory[]) => props.choose(toJson(next));
  const troubled = props.problems.find(({ path }) => path.length > props.path.length);
  return (
    <FieldFrame
      label={props.label}
      description={props.description}
      error={props.problems.find(({ path }) => path.length === props.path.length)?.sentence}
    >
      <Stack gap={6} ref={list}>
        {categories.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('categories.empty')}
          </Text>
        )}
        {categories.map((category, index) => {
          const path = [...props.path, index];
          const problems = props.problems.filter((problem) => isWithin(problem.path, path));
          return (
            <CategoryCard
              key={category.id}
              path={path}
              category={category}
              problems={problems}
              readOnly={props.readOnly}
              opened={
                opened === category.id ||
                (opened === null && troubled !== undefined && problems.includes(troubled))
              }
              toggle={(open) => setOpened(open ? category.id : '')}
              choose={(next) => choose(categories.with(index, next))}
              type={(next) => props.type(toJson(categories.with(index, next)))}
              settle={props.settle}
              remove={() => choose(categories.toSpliced(index, 1))}
            />
          );
        })}
        {!props.readOnly && (
          <AddCategory
            categories={categories}
            add={(category) => {
              added();
              setOpened(category.id);
              choose([...categories, category]);
            }}
          />
        )}
        {categories.length > 1 && <TryIt categories={categories} />}
      </Stack>
    </FieldFrame>
  );
}

interface AddCategoryProps {
  categories: EditedCategory[];
  add(category: EditedCategory): void;
}

function AddCategory({ categories, add }: AddCategoryProps) {
  const t = useTranslations('inspector.categories');
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlus size={14} />}
      style={{ alignSelf: 'flex-start' }}
      onClick={() => add(newCategory(categories, t('newName', { number: categories.length + 1 })))}
    >
      {t('add')}
    </Button>
  );
}
