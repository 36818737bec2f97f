'use client';

import { Button, FileButton, Group } from '@mantine/core';
import { IconFileImport, IconTicket } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import type { ScenarioWish } from './scenario-dialogs';

/** Ways to a new scenario besides the simulator: a real ticket, or a file. */
export function AddScenario({ onWish }: { onWish(wish: ScenarioWish): void }) {
  const t = useTranslations('replay.scenarios');
  if (!useMay('flow.edit')) return null;
  const read = async (file: File | null): Promise<void> => {
    if (file) onWish({ kind: 'new', text: await file.text() });
  };
  return (
    <Group gap="xs" ml="auto" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTicket size={15} />}
        onClick={() => onWish({ kind: 'ticket' })}
      >
        {t('fromTicket')}
      </Button>
      <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
        {(button) => (
          <Button {...button} size="compact-sm" variant="default" leftSection={<IconFileImport size={15} />}>
            {t('fromFile')}
          </Button>
        )}
      </FileButton>
    </Group>
  );
}
