'use client';

import { ActionIcon, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** `ask`: the page has a dialog of its own that says what uses the thing. */
type Removal = { title: string } & ({ text: string; remove(): void } | { ask(): void });

/** One thing that flows name by its slot, with what may be done to it. */
export function SlotCard(props: {
  name: string;
  /** As a flow writes it: `queue:billing`. */
  slot: string;
  badges?: ReactNode;
  /** One quiet line about how it is set. */
  about: string;
  /** Absent for readers who may not edit. */
  editing?: {
    label: string;
    edit(): void;
    removal: Removal;
  };
}) {
  const { editing } = props;
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap">
        <Stack gap={2}>
          <Group gap={8}>
            <Text fw={600}>{props.name}</Text>
            <Badge color="gray" ff="monospace">
              {props.slot}
            </Badge>
            {props.badges}
          </Group>
          <Text size="xs" c="dimmed">
            {props.about}
          </Text>
        </Stack>
        {editing && <CardButtons {...editing} />}
      </Group>
    </Card>
  );
}

function CardButtons({ label, edit, removal }: { label: string; edit(): void; removal: Removal }) {
  const shell = useTranslations('shell');
  const confirm = ({ text, remove }: Extract<Removal, { text: string }>) =>
    modals.openConfirmModal({
      title: removal.title,
      children: <Text>{text}</Text>,
      labels: { confirm: shell('delete'), cancel: shell('cancel') },
      confirmProps: { color: 'red' },
      onConfirm: remove,
    });
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon onClick={edit} aria-label={label}>
        <IconPencil size={17} />
      </ActionIcon>
      <ActionIcon
        onClick={() => ('ask' in removal ? removal.ask() : confirm(removal))}
        aria-label={removal.title}
      >
        <IconTrash size={17} />
      </ActionIcon>
    </Group>
  );
}
