'use client';

import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { SettingsPage } from './settings-page';

/** A settings page that lists things of one kind; each is made and edited in the same dialog. */
export function EditableList<Item extends { id: string }>(props: {
  title: string;
  text: string;
  /** Caption of the button that makes a new one; absent for readers who may not. */
  add: string | null;
  /** What to do while there is none. */
  empty?: string;
  /** Undefined while they load. */
  items: Item[] | undefined;
  card(item: Item, edit: () => void): ReactNode;
  /** `item` is null for a new one. */
  dialog(item: Item | null, close: () => void): ReactNode;
}) {
  const [edited, setEdited] = useState<Item | 'new' | null>(null);
  const { items } = props;
  return (
    <SettingsPage
      title={props.title}
      text={props.text}
      action={
        props.add !== null && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
            {props.add}
          </Button>
        )
      }
    >
      {!items && <Skeleton h={160} />}
      {items?.length === 0 && props.empty && <Text c="dimmed">{props.empty}</Text>}
      <Stack gap="xs">{items?.map((item) => props.card(item, () => setEdited(item)))}</Stack>
      {edited !== null && props.dialog(edited === 'new' ? null : edited, () => setEdited(null))}
    </SettingsPage>
  );
}
