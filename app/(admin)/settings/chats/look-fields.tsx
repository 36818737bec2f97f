'use client';

import { ColorInput, Group, Select, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'next-intl';
import type { ChatForm } from './chat-form';

const SWATCHES = ['#1d6f72', '#1f5fa8', '#5b3fa8', '#9c2f5b', '#a3401f', '#2f6b2f', '#3a3f45', '#111111'];

/** How the widget looks, and in which language it speaks. */
export function LookFields({ form }: { form: UseFormReturnType<ChatForm> }) {
  const t = useTranslations('chat');
  return (
    <>
      <Title order={3}>{t('look')}</Title>
      <ColorInput
        label={t('color')}
        description={t('colorHelp')}
        format="hex"
        swatches={SWATCHES}
        swatchesPerRow={8}
        {...form.getInputProps('color')}
      />
      <Group grow align="flex-start">
        <Select
          label={t('position')}
          allowDeselect={false}
          data={(['right', 'left'] as const).map((value) => ({ value, label: t(`positions.${value}`) }))}
          {...form.getInputProps('position')}
        />
        <Select
          label={t('language')}
          allowDeselect={false}
          data={(['auto', 'de', 'en'] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
          {...form.getInputProps('language')}
        />
      </Group>
    </>
  );
}
