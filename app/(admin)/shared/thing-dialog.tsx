'use client';

import { Button, Modal, Stack } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import type { FormEventHandler, ReactNode } from 'react';
import { localizedText } from '@/runtime/flow/localized';
import { NameFields, type NameFieldsProps } from './name-fields';
import type { NamedThing, ThingArea } from './named-thing';

interface ThingDialogProps {
  /** Whose texts it has. */
  area: ThingArea;
  /** `null`: a new one. */
  thing: NamedThing | null;
  names: Pick<NameFieldsProps, 'fields' | 'maxLength'>;
  size?: number;
  saving: boolean;
  submit: FormEventHandler<HTMLFormElement>;
  onClose(): void;
  /** What there is to set beside the name. */
  children: ReactNode;
}

/** Makes or changes something that flows name by its slot. */
export function ThingDialog({
  area,
  thing,
  names,
  size,
  saving,
  submit,
  onClose,
  children,
}: ThingDialogProps) {
  const t = useTranslations(`admin.${area}`);
  const shell = useTranslations('shell');
  const locale = useLocale();
  const title = thing
    ? t('edit', { name: localizedText(thing.name, locale, ['de', 'en']) || thing.slot })
    : t('add');
  return (
    <Modal opened onClose={onClose} title={title} {...(size === undefined ? {} : { size })}>
      <form onSubmit={submit}>
        <Stack>
          <NameFields labels={{ de: t('nameDe'), en: t('nameEn') }} {...names} />
          {children}
          <Button type="submit" loading={saving}>
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
