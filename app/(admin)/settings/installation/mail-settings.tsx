'use client';

import { Button, Card, NumberInput, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { useSaving } from '../../shared/use-saving';

type Stored = inferRouterOutputs<AppRouter>['settings']['mail'];
/** As typed: an emptied field is an empty text until it is saved. */
type MailForm = Omit<Stored, 'processingLimit'> & { processingLimit: number | '' };

const caps = ['recipient', 'ticket', 'notified', 'total'] as const;

/** How messages find their tickets, and how much is written without a person. */
export function MailSettings() {
  const { data } = useQuery(useTRPC().settings.mail.queryOptions());
  return data ? <MailSettingsForm stored={data} /> : <Skeleton h={320} />;
}

function MailSettingsForm({ stored }: { stored: Stored }) {
  const t = useTranslations('admin.mail');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const mayEdit = useMay('setting.edit');
  const save = useMutation(
    trpc.settings.saveMail.mutationOptions(useSaving(trpc.settings.mail.queryFilter())),
  );
  const form = useForm<MailForm>({
    initialValues: { ...stored, processingLimit: stored.processingLimit ?? '' },
    validate: {
      sameSubjectDays: numberMissing(t('numberMissing')),
      undoSendSeconds: numberMissing(t('numberMissing')),
      automaticCaps: Object.fromEntries(
        caps.map((cap) => [
          cap,
          { hour: numberMissing(t('numberMissing')), day: numberMissing(t('numberMissing')) },
        ]),
      ),
    },
  });
  const submit = form.onSubmit(({ processingLimit, ...rest }) =>
    save.mutate({ ...rest, processingLimit: processingLimit === '' ? null : processingLimit }),
  );
  return (
    <Card withBorder>
      <form onSubmit={submit} noValidate>
        <Stack maw={620}>
          <Title order={2} size="h3">
            {t('title')}
          </Title>
          <Numbers form={form} />
          <div>
            <Text fw={500}>{t('caps')}</Text>
            <Text size="xs" c="dimmed">
              {t('capsHelp')}
            </Text>
          </div>
          <Caps form={form} />
          <Button type="submit" loading={save.isPending} disabled={!mayEdit} w="fit-content">
            {shell('save')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

function Numbers({ form }: { form: UseFormReturnType<MailForm> }) {
  const t = useTranslations('admin.mail');
  return (
    <>
      <NumberInput
        maw={460}
        label={t('sameSubjectDays')}
        description={t('sameSubjectDaysHelp')}
        min={0}
        max={365}
        {...form.getInputProps('sameSubjectDays')}
      />
      <NumberInput
        maw={460}
        label={t('undoSendSeconds')}
        description={t('undoSendSecondsHelp')}
        min={0}
        max={30}
        allowDecimal={false}
        {...form.getInputProps('undoSendSeconds')}
      />
      <NumberInput
        maw={460}
        label={t('processingLimit')}
        description={t('processingLimitHelp')}
        placeholder={t('unlimited')}
        min={1}
        max={10_000_000}
        allowDecimal={false}
        {...form.getInputProps('processingLimit')}
      />
    </>
  );
}

function Caps({ form }: { form: UseFormReturnType<MailForm> }) {
  const t = useTranslations('admin.mail');
  const { data: written } = useQuery(useTRPC().settings.automaticCount.queryOptions());
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          <Table.Th w={130}>{t('perHour')}</Table.Th>
          <Table.Th w={130}>{t('perDay')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {caps.map((cap) => (
          <Table.Tr key={cap}>
            <Table.Th fw={400}>{t(`cap.${cap}`)}</Table.Th>
            {(['hour', 'day'] as const).map((span) => (
              <Table.Td key={span}>
                <NumberInput
                  aria-label={`${t(`cap.${cap}`)}, ${t(span === 'hour' ? 'perHour' : 'perDay')}`}
                  min={1}
                  allowDecimal={false}
                  {...form.getInputProps(`automaticCaps.${cap}.${span}`)}
                />
                {cap === 'total' && written && (
                  <Text size="xs" c="dimmed" mt={2}>
                    {t('written', { count: written[span] })}
                  </Text>
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function numberMissing(sentence: string) {
  return (value: unknown) => (typeof value === 'number' ? null : sentence);
}
