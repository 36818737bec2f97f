'use client';

import { Badge, UnstyledButton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '@/app/shell/account-context';

// It brings all node types along.
const UpgradeDialog = lazy(async () => ({ default: (await import('./upgrade-dialog')).UpgradeDialog }));

interface UpgradeBadgeProps {
  flow: { id: string; name: string };
  /** The newer version. */
  to: string;
  /** What has to be done before the upgrade can be looked at: saving the draft that is open. */
  before?(): Promise<unknown>;
}

/** Says that a newer version of the flow's template is here, and opens what it would change. */
export function UpgradeBadge({ flow, to, before }: UpgradeBadgeProps) {
  const t = useTranslations('designer.upgrade');
  const mayEdit = useMay('flow.edit');
  const [open, setOpen] = useState(false);
  const badge = (
    <Badge color="blue" variant="light" leftSection={<IconArrowUp size={12} />} miw="max-content">
      {t('available', { to })}
    </Badge>
  );
  if (!mayEdit) return badge;
  const show = async () => {
    await before?.();
    setOpen(true);
  };
  return (
    <>
      <UnstyledButton aria-label={t('open', { name: flow.name, to })} onClick={() => void show()}>
        {badge}
      </UnstyledButton>
      {open && (
        <Suspense>
          <UpgradeDialog flow={flow} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
