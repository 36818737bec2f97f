'use client';

import { Button, Card, Skeleton, Stack, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useSaving } from '../../shared/use-saving';

/** What stands under one's own mails, above the signature of the mailbox. */
export function SignatureCard() {
  const t = useTranslations('admin.profile');
  const { data } = useQuery(useTRPC().profile.signature.queryOptions());
  return (
    <Card withBorder>
      <Stack maw={480}>
        <Title order={2}>{t('signatureTitle')}</Title>
        {data === undefined ? <Skeleton h={120} /> : <SignatureForm stored={data.signature} />}
      </Stack>
    </Card>
  );
}

function SignatureForm({ stored }: { stored: string }) {
  const t = useTranslations('admin.profile');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const [signature, setSignature] = useState(stored);
  const save = useMutation(
    trpc.profile.setSignature.mutationOptions(useSaving(trpc.profile.signature.queryFilter())),
  );
  return (
    <>
      <Textarea
        label={t('signature')}
        description={t('signatureHelp')}
        value={signature}
        onChange={(event) => setSignature(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
      />
      <Button w="fit-content" loading={save.isPending} onClick={() => save.mutate({ signature })}>
        {shell('save')}
      </Button>
    </>
  );
}
