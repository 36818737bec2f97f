'use client';

import { Anchor, Avatar, Badge, Button, Group, Text } from '@mantine/core';
import { IconDownload, IconNote, IconRobot } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fileSize } from './file-size';
import classes from './inbox.module.css';
import { MailHtml } from './mail-html';
import { useTimes } from './times';
import type { TicketDetail } from './use-ticket-actions';

type Message = TicketDetail['messages'][number];

/** One message: who, when, the visible text; what was quoted is folded away, pictures from elsewhere are blocked. */
export function MessageCard({ message }: { message: Message }) {
  const t = useTranslations('inbox.message');
  const times = useTimes();
  const name = senderName(message);
  return (
    <article
      className={classes.message}
      data-kind={message.direction}
      aria-label={`${name}, ${times.full(message.at)}`}
    >
      <Group gap={10} mb={8} wrap="nowrap" align="flex-start">
        <Sender message={message} name={name} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="xs" wrap="nowrap">
            <Text fw={600} lineClamp={1}>
              {name || t(message.automatic ? 'automatic' : 'flow')}
            </Text>
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {times.full(message.at)}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" lineClamp={1}>
            {message.direction === 'note' ? t('note') : addressLine(message, t('to'), t('cc'))}
          </Text>
        </div>
      </Group>
      <Content message={message} />
      <Attachments message={message} />
      <Delivery message={message} />
    </article>
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

function addressLine(message: Message, to: string, cc: string): string {
  const list = (parties: Message['to']) => parties.map(({ address, name }) => address || name).join(', ');
  return [
    message.direction === 'inbound' ? message.from.address : '',
    message.to.length > 0 ? `${to} ${list(message.to)}` : '',
    message.cc.length > 0 ? `${cc} ${list(message.cc)}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Plain where the visible text is all there is or quotes were folded; as it came where its form may matter. */
function Content({ message }: { message: Message }) {
  const t = useTranslations('inbox.message');
  const [whole, setWhole] = useState(false);
  const folded = message.fullText !== null;
  // Our own answers were written here as text; only what came in may need its form to be understood.
  const formatted = message.direction === 'inbound' && message.html !== null && (whole || !folded);
  return (
    <>
      {formatted && message.html !== null ? (
        <MailHtml html={message.html} attachments={message.attachments} messageId={message.id} />
      ) : (
        <div className={classes.text}>{whole ? message.fullText : message.text}</div>
      )}
      {folded && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          mt={6}
          onClick={() => setWhole(!whole)}
          aria-expanded={whole}
        >
          {t(whole ? 'showLess' : 'showAll')}
        </Button>
      )}
    </>
  );
}

function Attachments({ message }: { message: Message }) {
  const t = useTranslations('inbox.message');
  const shown = message.attachments.filter(({ inline }) => !inline);
  if (shown.length === 0) return null;
  return (
    <Group gap={8} mt={10}>
      {shown.map(({ fileId, name, size }) => (
        <Anchor
          key={fileId}
          href={`/api/files/${message.id}/${fileId}`}
          download={name}
          size="xs"
          underline="hover"
        >
          <Badge
            color="gray"
            size="lg"
            leftSection={<IconDownload size={13} aria-hidden />}
            style={{ cursor: 'pointer' }}
            aria-label={t('download', { name })}
          >
            {name} · {fileSize(size)}
          </Badge>
        </Anchor>
      ))}
    </Group>
  );
}

const deliveryColors = {
  pending: 'gray',
  sent: 'green',
  failed: 'red',
  unknown: 'orange',
  bounced: 'red',
  suppressed: 'orange',
} as const;

function Delivery({ message }: { message: Message }) {
  const t = useTranslations('inbox.message.delivery');
  const { delivery } = message;
  if (delivery === null || delivery === 'sent') return null;
  return (
    <Group gap={8} mt={10}>
      <Badge color={deliveryColors[delivery]} size="sm">
        {t(delivery)}
      </Badge>
      {message.deliveryDetail && (
        <Text size="xs" c="dimmed">
          {message.deliveryDetail}
        </Text>
      )}
    </Group>
  );
}
