'use client';

import { Group, Modal, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ActionGroup } from '../actions/editor-action';
import { editorActions, shownKeys } from '../actions/editor-actions';
import classes from './editor.module.css';
import { KeySign } from './key-sign';

const GROUPS: readonly ActionGroup[] = ['edit', 'add', 'select', 'view', 'flow'];

/** Every action with its keys. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer');
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} size="xl">
      <div className={classes.keys}>
        {GROUPS.map((group) => (
          <section key={group}>
            <Title order={3} mb={6}>
              {t(`keys.groups.${group}`)}
            </Title>
            {linesOf(group).map(({ name, keys }) => (
              <KeyLine key={name} id={name} keys={keys} />
            ))}
          </section>
        ))}
      </div>
      <Text c="dimmed" size="xs" mt="lg">
        {t('keys.mouse')}
      </Text>
    </Modal>
  );
}

/** One line an action; those of a family share theirs. */
function linesOf(group: ActionGroup): { name: string; keys: string[] }[] {
  const lines = new Map<string, string[]>();
  for (const action of editorActions) {
    if (action.group !== group) continue;
    const name = action.family ?? action.id;
    lines.set(name, [...(lines.get(name) ?? []), ...shownKeys(action)]);
  }
  return [...lines].filter(([, keys]) => keys.length > 0).map(([name, keys]) => ({ name, keys }));
}

function KeyLine({ id, keys }: { id: string; keys: readonly string[] }) {
  const t = useTranslations('designer');
  return (
    <Group justify="space-between" wrap="nowrap" gap="md" py={3}>
      <Text miw={120}>{t(`actions.${id}` as 'actions.undo')}</Text>
      <Group gap={6} justify="flex-end">
        {keys.map((key) => (
          <KeySign key={key} name={key} />
        ))}
      </Group>
    </Group>
  );
}
