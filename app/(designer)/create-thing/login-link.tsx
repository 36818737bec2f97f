'use client';

import { Button, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { AddressToCopy } from '@/app/shell/address-to-copy';
import type { CreatedThing } from './thing';

/** The link by which a new colleague comes in; it is told this once and handed over by whatever way one likes. */
export function LoginLink({ thing, done }: { thing: CreatedThing; done(): void }) {
  const t = useTranslations('designer.create');
  const address = `${window.location.origin}${thing.loginPath ?? ''}`;
  return (
    <Modal opened onClose={done} title={t('linkTitle')} size="lg">
      <Stack>
        <Text>{t('linkText', { name: thing.name })}</Text>
        <AddressToCopy
          address={address}
          label={t('linkTitle')}
          words={{ copy: t('copy'), copied: t('copied') }}
          variant="default"
        />
        <Button style={{ alignSelf: 'end' }} onClick={done}>
          {t('linkDone')}
        </Button>
      </Stack>
    </Modal>
  );
}
