'use client';

import { Autocomplete, Group, Input, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { languages } from '@/app/i18n/language';
import { useTRPC } from '@/app/trpc/client';
import { FlowPreview } from '../flow-list/flow-preview';
import { folderNames } from '../flow-list/folder-tree';
import { TemplateChoice } from '../flow-list/template-choice';
import classes from './set-up.module.css';
import { type SetUp, templateText, templateTitle } from './use-set-up';

/** What it begins as, and what it is called. */
export function BeginStep({ setUp }: { setUp: SetUp }) {
  const t = useTranslations('designer.setUp');
  const { choices, suggested, change } = setUp;
  const flows = useQuery(useTRPC().flows.list.queryOptions());
  const folders = folderNames(flows.data ?? [], useLocale());
  return (
    <>
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          data-autofocus
          flex={2}
          label={t('name')}
          placeholder={suggested}
          maxLength={120}
          value={choices.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Autocomplete
          flex={1}
          label={t('folder')}
          placeholder={t('noFolder')}
          maxLength={120}
          data={folders}
          value={choices.folder}
          onChange={(folder) => change({ folder })}
        />
        <Input.Wrapper label={t('language')} labelElement="div">
          <SegmentedControl
            display="flex"
            aria-label={t('language')}
            value={choices.language}
            onChange={(value) =>
              change({ language: languages.find((known) => known === value) ?? choices.language })
            }
            data={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        </Input.Wrapper>
      </Group>
      <Gallery setUp={setUp} />
    </>
  );
}

function Gallery({ setUp: { templates, choices, choose } }: { setUp: SetUp }) {
  const t = useTranslations('designer.setUp');
  const { language, template: chosen } = choices;
  const [search, setSearch] = useState('');
  const found = templates && templatesWith(templates, search, language);
  const look = (words: string): void => {
    setSearch(words);
    const inSight = templates && templatesWith(templates, words, language);
    // What is set up next must not be something that the search has put out of sight.
    if (chosen !== null && inSight?.[0] && inSight.every(({ name }) => name !== chosen))
      choose(inSight[0].name);
  };
  return (
    <>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        value={search}
        onChange={(event) => look(event.currentTarget.value)}
      />
      <div className={classes.templates}>
        {!found && <Skeleton h={150} />}
        {found?.map((known) => (
          <TemplateChoice
            key={known.name}
            chosen={chosen === known.name}
            title={templateTitle(known, language)}
            text={templateText(known, language)}
            preview={<FlowPreview document={known.document} categories={known.categories} />}
            onChoose={() => choose(known.name)}
          />
        ))}
        <TemplateChoice
          chosen={chosen === null}
          title={t('empty')}
          text={t('emptyText')}
          onChoose={() => choose(null)}
        />
      </div>
      {found?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('nothing')}
        </Text>
      )}
    </>
  );
}

/** Templates that have every word in title, description or tags. */
function templatesWith(
  templates: NonNullable<SetUp['templates']>,
  search: string,
  language: string,
): NonNullable<SetUp['templates']> {
  const words = search.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  return templates.filter((known) => {
    const text = `${templateTitle(known, language)} ${templateText(known, language)} ${known.tags.join(' ')}`;
    return words.every((word) => text.toLocaleLowerCase(language).includes(word));
  });
}
