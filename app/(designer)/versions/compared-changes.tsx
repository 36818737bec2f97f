'use client';

import { Select, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Side, VersionChanges } from './version-changes';

interface ComparedChangesProps {
  flowId: string;
  of: Side;
  /** Every published version, the newest first. */
  versions: readonly number[];
}

/** What the draft or a version does otherwise than another one: the one before it, unless the reader wants to know another. */
export function ComparedChanges({ flowId, of, versions }: ComparedChangesProps) {
  const t = useTranslations('designer.versions');
  const others: Side[] = of === 'draft' ? [...versions] : ['draft', ...versions.filter((one) => one !== of)];
  const before = versions.find((version) => of === 'draft' || version < of) ?? null;
  const [chosen, setChosen] = useState<Side | null>(null);
  const from = chosen !== null && others.includes(chosen) ? chosen : before;
  return (
    <Stack gap="xs">
      {others.length > 0 && (
        <Select
          size="xs"
          label={t('comparedWith')}
          placeholder={t('comparedWithNothing')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
          data={others.map((side) => ({
            value: String(side),
            label: side === 'draft' ? t('draft') : t('version', { version: side }),
          }))}
          value={from === null ? null : String(from)}
          onChange={(value) => setChosen(others.find((side) => String(side) === value) ?? null)}
        />
      )}
      <VersionChanges flowId={flowId} from={from} to={of} />
    </Stack>
  );
}
