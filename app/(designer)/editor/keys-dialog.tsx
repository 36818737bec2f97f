'use client';

import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ActionGroup, editorActions } from '../actions/editor-actions';
import { isMac, keyParts } from '../actions/keys';

const GROUPS: readonly ActionGroup[] = ['edit', 'add', 'select', 'view', 'flow'];
/** Carried by the browser's clipboard events, and so without a key of their own in the registry. */
const CLIPBOARD_KEYS: Record<string, readonly string[]> = { copy: ['mod+c'], cut: ['mod+x'] };

/** Every action with its keys. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer');
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} size="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {GROUPS.map((group) => (
          <Stack key={group} gap={6}>
            <Title order={3}>{t(`keys.groups.${group}`)}</Title>
            {editorActions
              .filter((action) => action.group === group)
              .map((action) => ({ id: action.id, keys: CLIPBOARD_KEYS[action.id] ?? action.keys }))
              .filter(({ keys }) => keys.length > 0)
              .map(({ id, keys }) => (
                <KeyLine key={id} id={id} keys={keys} />
              ))}
            {group === 'edit' && <KeyLine id="paste" keys={['mod+v']} />}
          </Stack>
        ))}
      </SimpleGrid>
      <Text c="dimmed" size="xs" mt="lg">
        {t('keys.mouse')}
      </Text>
    </Modal>
  );
}

function KeyLine({ id, keys }: { id: string; keys: readonly string[] }) {
  const t = useTranslations('designer');
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Text>{t(`actions.${id}` as 'actions.undo')}</Text>
      <Group gap={6} wrap="nowrap">
        {keys.map((key) => (
          <KeySign key={key} name={key} />
        ))}
      </Group>
    </Group>
  );
}

/** One key combination as it stands on the keyboard. */
export function KeySign({ name }: { name: string }) {
  const t = useTranslations('designer.keys.names');
  const parts = keyParts(name, isMac(), (key) => t(key as 'ctrl'));
  return (
    <Group gap={2} wrap="nowrap">
      {parts.map((part) => (
        <Kbd key={part} size="xs">
          {part}
        </Kbd>
      ))}
    </Group>
  );
}
