import { TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { FieldRow } from './field-row';
import type { Writing } from './use-writing';

/** The subject of a message, in one column with whom it goes to. */
export function SubjectRow({ writing: { draft, change } }: { writing: Writing }) {
  const t = useTranslations('inbox.composer');
  return (
    <FieldRow label={t('subject')}>
      <TextInput
        flex={1}
        aria-label={t('subject')}
        value={draft.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
    </FieldRow>
  );
}
