'use client';

import { Button, ColorSwatch, Group, Select, TextInput } from '@mantine/core';
import { IconFolders, IconFolderX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { flowGroupSchema } from '@/runtime/flow/flow-document';
import { useEditor, useEditorState } from '../../use-editor';
import { useTypedValue } from '../form/use-typed-value';
import { Section } from './section';

const COLORS = flowGroupSchema.shape.color.unwrap().options;

/** Title and colour of a group, and taking it away: what the frame on the canvas offers, as a form. */
export function GroupFields({ groupId }: { groupId: string }) {
  const t = useTranslations('inspector');
  const words = useTranslations('designer.group');
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const group = useEditorState((state) => state.flow.groups.find(({ id }) => id === groupId));
  const title = useTypedValue(group?.title ?? '', (written) => {
    editor.dispatch({ type: 'setGroup', group: groupId, values: { title: written } }, 'merge');
  });
  if (!group) return null;
  return (
    <Section icon={<IconFolders size={16} />} title={t('several.group')}>
      <TextInput
        label={t('several.groupTitle')}
        placeholder={words('placeholder')}
        maxLength={120}
        readOnly={readOnly}
        value={title.value}
        onChange={(event) => title.type(event.currentTarget.value)}
        onBlur={() => {
          title.flush();
          editor.settle();
        }}
      />
      <Group gap="xs" mt="xs" align="flex-end" wrap="nowrap">
        <Select
          flex={1}
          label={t('several.groupColor')}
          allowDeselect={false}
          readOnly={readOnly}
          leftSection={<ColorSwatch size={14} color={`var(--mantine-color-${group.color}-filled)`} />}
          data={COLORS.map((color) => ({ value: color, label: words(`colors.${color}`) }))}
          value={group.color}
          onChange={(chosen) => {
            const color = COLORS.find((known) => known === chosen);
            if (color) editor.dispatch({ type: 'setGroup', group: groupId, values: { color } });
          }}
        />
        {!readOnly && (
          <Button
            variant="default"
            leftSection={<IconFolderX size={16} />}
            onClick={() => editor.dispatch({ type: 'removeGroup', group: groupId })}
          >
            {words('dissolve')}
          </Button>
        )}
      </Group>
    </Section>
  );
}
