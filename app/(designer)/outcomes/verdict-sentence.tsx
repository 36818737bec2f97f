'use client';

import { Alert } from '@mantine/core';
import { IconInfoCircle, IconTrophy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { TestVerdict } from '@/runtime/flow/judge-test';

/** What the figures mean, in a sentence. */
export function VerdictSentence({ verdict }: { verdict: TestVerdict }) {
  const better = verdict.kind === 'better';
  return (
    <Alert
      color={better ? 'green' : 'blue'}
      icon={better ? <IconTrophy size={18} /> : <IconInfoCircle size={18} />}
      p="xs"
      role="status"
    >
      {useSentence(verdict)}
    </Alert>
  );
}

function useSentence(verdict: TestVerdict): string {
  const t = useTranslations('inspector.test.verdict');
  switch (verdict.kind) {
    case 'noRule':
      return t('noRule');
    case 'tooFew':
      return t('tooFew');
    case 'better':
      return t('better', { name: verdict.label, others: verdict.others });
    case 'undecided':
      return verdict.label === null || verdict.wanted === null
        ? t('same')
        : t('undecided', { name: verdict.label, wanted: verdict.wanted });
  }
}
