'use client';

import { ActionIcon, Avatar, Badge, Group, Menu, Text } from '@mantine/core';
import { IconArrowForwardUp, IconDots, IconNote, IconRobot } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { AuthenticationBadge } from './authentication-badge';
import { Delivery } from './delivery';
import { MachineBadge } from './machine-badge';
import classes from './message.module.css';
import { MessageBody } from './message-body';
import { useTimes } from './times';
import type { TicketDetail } from './use-ticket-actions';
import { isVisitorMark, usePersonName } from './visitor-name';

type Message = TicketDetail['messages'][number];

/** What can be done with one message, beyond reading it. */
export interface MessageActions {
  forward?(messageId: string): void;
  split?(messageId: string): void;
}

/** One message: who, when, the visible text; what was quoted is folded away, pictures from elsewhere are blocked. */
export function MessageCard({ message, actions = {} }: { message: Message; actions?: MessageActions }) {
  const t = useTranslations('inbox.message');
  const times = useTimes();
  const name = usePersonName()(senderName(message));
  return (
    <article
      className={classes.message}
      data-kind={message.direction}
      data-machine={(message.direction === 'outbound' && message.origin === 'flow') || undefined}
      aria-label={`${name}, ${times.full(message.at)}`}
    >
      <Group gap={10} mb={8} wrap="nowrap" align="flex-start">
        <Sender message={message} name={name} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="xs" wrap="nowrap">
            <Text fw={600} truncate>
              {name || t(message.automatic ? 'automatic' : 'flow')}
            </Text>
            <Group gap={4} wrap="nowrap">
              <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {times.full(message.at)}
              </Text>
              <MessageMenu message={message} actions={actions} />
            </Group>
          </Group>
          <Text size="xs" c="dimmed" truncate>
            {message.direction === 'note' ? t('note') : <AddressLine message={message} />}
          </Text>
        </div>
      </Group>
      {(message.forwards !== null || message.machine !== null || message.authentication) && (
        <Group gap={6} mb={10}>
          {message.forwards !== null && (
            <Badge color="gray" size="sm" leftSection={<IconArrowForwardUp size={12} aria-hidden />}>
              {t('forwarded')}
            </Badge>
          )}
          {message.machine !== null && <MachineBadge sign={message.machine} />}
          {message.authentication && <AuthenticationBadge authentication={message.authentication} />}
        </Group>
      )}
      <MessageBody message={message} />
      <Delivery message={message} />
    </article>
  );
}

function MessageMenu({
  message,
  actions: { forward, split },
}: {
  message: Message;
  actions: MessageActions;
}) {
  const t = useTranslations('inbox.message');
  const maySplit = split && message.direction === 'inbound';
  const mayForward = forward && message.direction !== 'note';
  if (!maySplit && !mayForward) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('more')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayForward && <Menu.Item onClick={() => forward(message.id)}>{t('forward')}</Menu.Item>}
        {maySplit && <Menu.Item onClick={() => split(message.id)}>{t('split')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

function senderName(message: Message): string {
  if (message.authorName) return message.authorName;
  if (message.direction === 'inbound') return message.from.name || message.from.address;
  return '';
}

function Sender({ message, name }: { message: Message; name: string }) {
  if (message.direction === 'note') {
    return (
      <Avatar size={32} radius="xl" color="yellow" alt="">
        <IconNote size={18} stroke={1.6} />
      </Avatar>
    );
  }
  if (message.automatic || message.origin === 'flow') {
    return (
      <Avatar size={32} radius="xl" color="gray" alt="">
        <IconRobot size={18} stroke={1.6} />
      </Avatar>
    );
  }
  return (
    <Avatar
      size={32}
      radius="xl"
      name={name}
      color={message.direction === 'inbound' ? 'gray' : 'petrol'}
      alt=""
    />
  );
}

function AddressLine({ message }: { message: Message }) {
  const t = useTranslations('inbox.message');
  const person = usePersonName();
  const list = (parties: Message['to']) =>
    parties.map(({ address, name }) => person(address || name)).join(', ');
  return [
    message.direction === 'inbound' && !isVisitorMark(message.from.address) ? message.from.address : '',
    message.to.length > 0 ? `${t('to')} ${list(message.to)}` : '',
    message.cc.length > 0 ? `${t('cc')} ${list(message.cc)}` : '',
    message.bcc.length > 0 ? `${t('bcc')} ${list(message.bcc)}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
