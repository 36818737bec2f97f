'use client';

import { ColorSwatch, Menu } from '@mantine/core';
import { IconFolderX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { OpenMenuProps } from '@/app/shell/late-menu';
import { flowGroupSchema } from '@/runtime/flow/flow-document';
import { useEditor } from '../use-editor';

const COLORS = flowGroupSchema.shape.color.unwrap().options;

/** What can be done with a group beside moving and naming it. */
export default function OpenGroupMenu({ button, menu, group }: OpenMenuProps & { group: string }) {
  const t = useTranslations('designer.group');
  const editor = useEditor();
  return (
    <Menu position="bottom-end" {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {COLORS.map((color) => (
          <Menu.Item
            key={color}
            leftSection={<ColorSwatch size={14} color={`var(--mantine-color-${color}-filled)`} />}
            onClick={() => editor.dispatch({ type: 'setGroup', group, values: { color } })}
          >
            {t(`colors.${color}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconFolderX size={14} />}
          onClick={() => editor.dispatch({ type: 'removeGroup', group })}
        >
          {t('dissolve')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
