'use client';

import { SegmentedControl, Stack, Textarea, TextInput, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ChatForm } from './chat-form';

/** The operator's own words in both languages: title, greeting, consent, out of hours. */
export function WordFields({ form }: { form: UseFormReturnType<ChatForm> }) {
  const t = useTranslations('chat');
  const locale = useLocale();
  const [language, setLanguage] = useState<'de' | 'en'>(locale === 'de' ? 'de' : 'en');
  return (
    <>
      <Title order={3}>{t('words')}</Title>
      <SegmentedControl
        aria-label={t('words')}
        value={language}
        onChange={(value) => setLanguage(value === 'de' ? 'de' : 'en')}
        data={[
          { value: 'de', label: t('languages.de') },
          { value: 'en', label: t('languages.en') },
        ]}
      />
      <Stack key={language}>
        <TextInput
          label={t('titleLabel')}
          description={t('titleHelp')}
          maxLength={80}
          {...form.getInputProps(`${language}.title`)}
        />
        <Textarea
          label={t('greeting')}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps(`${language}.greeting`)}
        />
        <Textarea
          label={t('consent')}
          description={t('consentHelp')}
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps(`${language}.consent`)}
        />
        <Textarea
          label={t('offlineText')}
          description={t('offlineTextHelp')}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps(`${language}.offlineText`)}
        />
      </Stack>
    </>
  );
}
