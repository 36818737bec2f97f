'use client';

import { Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

/** Whether the sample message fulfils a rule: shape and colour tell it, and a sentence does. */
export function Verdict({ holds }: { holds: boolean }) {
  const t = useTranslations('inspector');
  const sentence = t(holds ? 'rules.holds' : 'rules.holdsNot');
  return (
    <Tooltip label={sentence}>
      <span style={{ display: 'inline-flex' }}>
        {holds ? (
          <IconCircleCheckFilled size={16} color="var(--mantine-color-teal-6)" />
        ) : (
          <IconCircleDashed size={16} color="var(--mantine-color-dimmed)" />
        )}
        <VisuallyHidden>{sentence}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
