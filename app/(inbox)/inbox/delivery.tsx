'use client';

import { Alert, Badge, Button, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCalendarTime, IconClockPause, IconMailX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { ChooseTime } from './choose-time';
import { useSecondsUntil } from './countdown';
import { useTimes } from './times';
import { useSendingReason } from './use-sending-reason';
import { useTakeBack } from './use-take-back';
import type { TicketDetail } from './use-ticket-actions';

type Message = TicketDetail['messages'][number];

/** What became of a message of ours, where that is worth a word, and what can be done about it. */
export function Delivery({ message }: { message: Message }) {
  switch (message.delivery) {
    case null:
    case 'withdrawn':
      return null;
    case 'sent':
      return message.reported === 'delayed' ? (
        <Delayed message={message} />
      ) : message.deliveryDetail ? (
        <Refused message={message} />
      ) : null;
    case 'pending':
      return <Pending message={message} />;
    case 'scheduled':
      return <Scheduled message={message} />;
    case 'unknown':
    case 'failed':
      return <Uncertain message={message} />;
    case 'bounced':
      return <Told color="red" message={message} />;
    case 'suppressed':
      return <Told color="orange" message={message} />;
  }
}

/** On its way: it can be taken back while it is held back, or while its server cannot be reached. */
function Pending({ message }: { message: Message }) {
  const t = useTranslations('inbox');
  const mayWork = useMay('ticket.work');
  const takeBack = useTakeBack();
  const reasonOf = useSendingReason();
  const seconds = useSecondsUntil(message.sendAt);
  // During its few seconds it is its writer's; what cannot leave is everybody's concern.
  const isWaiting = (seconds > 0 && message.mine) || message.deliveryDetail !== null;
  return (
    <Group gap={8} mt={10}>
      <Badge color="gray" size="sm" leftSection={<IconClockPause size={12} aria-hidden />}>
        {seconds > 0 ? t('held.leavesIn', { seconds }) : t('message.delivery.pending')}
      </Badge>
      {message.deliveryDetail && (
        <Text size="xs" c="dimmed">
          {t('message.triedAgain', { reason: reasonOf(message.deliveryDetail) })}
        </Text>
      )}
      {isWaiting && mayWork && message.origin === 'agent' && (
        <Button size="compact-xs" variant="light" onClick={() => void takeBack(message.id)}>
          {t('held.undo')}
        </Button>
      )}
    </Group>
  );
}

function Scheduled({ message }: { message: Message }) {
  const t = useTranslations('inbox.held');
  const times = useTimes();
  const mayWork = useMay('ticket.work');
  const takeBack = useTakeBack();
  const [choosing, dialog] = useDisclosure(false);
  const { mutate, isPending } = useMutation(useTRPC().tickets.reschedule.mutationOptions(useAftermath()));
  const move = (sendAt: Date | null) => mutate({ messageId: message.id, sendAt });
  return (
    <Group gap={8} mt={10}>
      <Badge color="blue" size="lg" leftSection={<IconCalendarTime size={13} aria-hidden />}>
        {t('scheduledFor', { time: message.sendAt ? times.full(message.sendAt) : '' })}
      </Badge>
      {mayWork && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-xs" variant="light" loading={isPending}>
              {t('change')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => move(null)}>{t('sendNow')}</Menu.Item>
            <Menu.Item onClick={dialog.open}>{t('otherTime')}</Menu.Item>
            <Menu.Item onClick={() => void takeBack(message.id)}>{t('edit')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ChooseTime opened={choosing} initial={message.sendAt} onClose={dialog.close} onChoose={move} />
    </Group>
  );
}

/** Nobody knows whether it arrived, or it did not: a person decides what comes next. */
function Uncertain({ message }: { message: Message }) {
  const t = useTranslations('inbox.message');
  const mayWork = useMay('ticket.work');
  const unknown = message.delivery === 'unknown';
  const reasonOf = useSendingReason();
  const { mutate, isPending } = useMutation(useTRPC().tickets.settleDelivery.mutationOptions(useAftermath()));
  return (
    <Alert
      mt={10}
      p="xs"
      color={unknown ? 'orange' : 'red'}
      icon={<IconAlertTriangle size={16} aria-hidden />}
      title={t(unknown ? 'delivery.unknown' : 'delivery.failed')}
    >
      {unknown && <Text size="xs">{t('unknownText')}</Text>}
      <Detail>{message.deliveryDetail && reasonOf(message.deliveryDetail)}</Detail>
      {mayWork && (
        <Group gap="xs" mt={6}>
          <Button
            size="compact-xs"
            variant="default"
            loading={isPending}
            onClick={() => mutate({ messageId: message.id, decision: 'again' })}
          >
            {t('sendAgain')}
          </Button>
          {unknown && (
            <Button
              size="compact-xs"
              variant="default"
              disabled={isPending}
              onClick={() => mutate({ messageId: message.id, decision: 'sent' })}
            >
              {t('markSent')}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}

/** A refusal is told; the thread is read again either way. */
function useAftermath() {
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  return {
    onError: (error: unknown) =>
      void notifications.show({ color: 'red', title: shell('failed'), message: sentence(error) }),
    onSettled: () => client.invalidateQueries(trpc.tickets.get.pathFilter()),
  };
}

/** Some of several recipients did not get it. */
function Refused({ message }: { message: Message }) {
  const t = useTranslations('inbox.message');
  return (
    <Alert mt={10} p="xs" color="orange" icon={<IconMailX size={16} aria-hidden />} title={t('notEverybody')}>
      <Detail>{message.deliveryDetail}</Detail>
    </Alert>
  );
}

/** The other side still tries; it tells again if it gives up. */
function Delayed({ message }: { message: Message }) {
  const t = useTranslations('inbox.message');
  return (
    <Alert mt={10} p="xs" color="orange" icon={<IconClockPause size={16} aria-hidden />} title={t('delayed')}>
      <Text size="xs">{t('reported.delayed')}</Text>
      <Detail>{message.deliveryDetail}</Detail>
    </Alert>
  );
}

function Told({ color, message }: { color: string; message: Message }) {
  const t = useTranslations('inbox.message');
  const { delivery, reported } = message;
  if (delivery !== 'bounced' && delivery !== 'suppressed') return null;
  return (
    <Alert
      mt={10}
      p="xs"
      color={color}
      icon={<IconMailX size={16} aria-hidden />}
      title={t(`delivery.${delivery}`)}
    >
      {delivery === 'bounced' && reported && <Text size="xs">{t(`reported.${reported}`)}</Text>}
      <Detail>{message.deliveryDetail}</Detail>
    </Alert>
  );
}

function Detail({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
      {children}
    </Text>
  );
}
