'use client';

import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { CreatedThing } from './thing';

/** The link by which a new colleague comes in; it is told this once and handed over by whatever way one likes. */
export function LoginLink({ thing, done }: { thing: CreatedThing; done(): void }) {
  const t = useTranslations('designer.create');
  const address = `${window.location.origin}${thing.loginPath ?? ''}`;
  return (
    <Modal opened onClose={done} title={t('linkTitle')} size="lg">
      <Stack>
        <Text>{t('linkText', { name: thing.name })}</Text>
        <Group wrap="nowrap">
          <TextInput
            flex={1}
            value={address}
            readOnly
            aria-label={t('linkTitle')}
            onFocus={(event) => event.target.select()}
          />
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              >
                {t(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Button style={{ alignSelf: 'end' }} onClick={done}>
          {t('linkDone')}
        </Button>
      </Stack>
    </Modal>
  );
}
