'use client';

import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { Mailbox } from './mailbox';

/** Where a provider pushes mail to, its secret (shown once), and how it signs. */
export function PushFields({ mailbox }: { mailbox: Mailbox | null }) {
  const t = useTranslations('admin.mailboxes.push');
  const trpc = useTRPC();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const make = useMutation(
    trpc.mailboxes.pushSecret.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.mailboxes.list.queryFilter()),
    }),
  );
  if (mailbox?.settings.incoming.kind !== 'push') return <Text size="sm">{t('saveFirst')}</Text>;
  const url = `${window.location.origin}/api/inbound/${mailbox.id}`;
  const hasSecret = mailbox.storedSecrets.includes('pushSecret');
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('help')}
      </Text>
      <Copied label={t('address')} text={url} />
      {make.data ? (
        <Alert color="blue" title={t('secretOnce')}>
          <Copied label={t('secret')} text={make.data.secret} />
        </Alert>
      ) : (
        <Group>
          <Button variant="default" loading={make.isPending} onClick={() => make.mutate({ id: mailbox.id })}>
            {hasSecret ? t('newSecret') : t('makeSecret')}
          </Button>
          <Text size="sm" c="dimmed">
            {hasSecret ? t('hasSecret') : t('noSecret')}
          </Text>
        </Group>
      )}
      {make.error && <Alert color="red">{sentence(make.error)}</Alert>}
      <Text size="sm">{t('how')}</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {exampleOf(url)}
      </Code>
      <Text size="sm" c="dimmed">
        {t('details')}
      </Text>
    </Stack>
  );
}

function exampleOf(url: string): string {
  return `T=$(date +%s)
S=$({ printf '%s.' "$T"; cat mail.eml; } | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
curl --fail --data-binary @mail.eml -H 'Content-Type: message/rfc822' \\
  -H "X-Stellwerk-Timestamp: $T" -H "X-Stellwerk-Signature: sha256=$S" \\
  ${url}`;
}

function Copied({ label, text }: { label: string; text: string }) {
  const t = useTranslations('admin.mailboxes.push');
  return (
    <Group wrap="nowrap" gap="xs">
      <Text size="sm">{label}</Text>
      <Code style={{ overflowWrap: 'anywhere' }}>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="subtle" style={{ flexShrink: 0 }} onClick={copy}>
            {copied ? t('copied') : t('copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
