'use client';

import { Alert, Badge, Button, Group, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCalendarClock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';

interface PlannedProps {
  id: string;
  planned: { at: Date; note: string; by: string | null };
}

/** The publication that is planned, and the way to call it off. */
export function Planned({ id, planned }: PlannedProps) {
  const t = useTranslations('publish.badge');
  const format = useFormatter();
  const time = format.dateTime(planned.at, { dateStyle: 'medium', timeStyle: 'short' });
  const shortTime = format.dateTime(planned.at, {
    day: 'numeric',
    month: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  const cancel = useRepeatedQueries('cancelPlan', t('cancelled'));
  return (
    <Popover width={320} position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <UnstyledButton aria-label={t('planned', { time: shortTime })}>
          {/* The toolbar has no room for more; the whole sentence is inside. */}
          <Badge color="blue" miw="max-content" leftSection={<IconCalendarClock size={13} />}>
            {shortTime}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {t('planned', { time })}
          </Text>
          <Text size="sm">{planned.by === null ? t('nobody') : t('by', { by: planned.by })}</Text>
          {planned.note && <Text size="sm">{t('note', { note: planned.note })}</Text>}
          {useMay('flow.publish') && (
            <Button
              size="xs"
              variant="default"
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ id })}
            >
              {t('cancel')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface RefusedProps {
  id: string;
  refused: {
    at: Date;
    note: string;
    by: string | null;
    code: string;
    values: Record<string, string | number>;
  };
}

/** Why the planned publication was refused. */
export function Refused({ id, refused }: RefusedProps) {
  const t = useTranslations('publish.badge');
  const format = useFormatter();
  const errors = useTranslations('errors');
  // The code is whatever was stored; one without a sentence is told as unexpected.
  const code = refused.code as 'flowHasProblems';
  const time = format.dateTime(refused.at, { dateStyle: 'medium', timeStyle: 'short' });
  const dismiss = useRepeatedQueries('dismissRefusal', null);
  return (
    <Popover width={360} position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <UnstyledButton>
          <Badge color="red" leftSection={<IconAlertTriangle size={13} />}>
            {t('refused')}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Alert color="red" title={t('refusedTitle', { time })}>
          <Stack gap="sm">
            <Text size="sm">{errors.has(code) ? errors(code, refused.values) : errors('unexpected')}</Text>
            {refused.note && <Text size="sm">{t('note', { note: refused.note })}</Text>}
            {useMay('flow.publish') && (
              <Group>
                <Button
                  size="xs"
                  variant="default"
                  loading={dismiss.isPending}
                  onClick={() => dismiss.mutate({ id })}
                >
                  {t('dismiss')}
                </Button>
              </Group>
            )}
          </Stack>
        </Alert>
      </Popover.Dropdown>
    </Popover>
  );
}

/** One of the two small acts, after which plan and list are read again. */
function useRepeatedQueries(act: 'cancelPlan' | 'dismissRefusal', done: string | null) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  return useMutation(
    trpc.publishing[act].mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.publishing.pathFilter());
        await queryClient.invalidateQueries(trpc.flows.list.queryFilter());
        if (done !== null) notifications.show({ color: 'teal', message: done });
      },
      onError: (error) => notifications.show({ color: 'red', message: sentence(error) }),
    }),
  );
}
