'use client';

import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { IconMathFunction, IconVariablePlus } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { VariableMenu } from '../scope/variable-menu';
import { PLACE } from './template-content';
import classes from './template-editor.module.css';

interface TemplateToolbarProps {
  editor: Editor | null;
  rich: boolean;
  /** Is given the way to open the list of values, for those who type `{{`. */
  openMenu: RefObject<() => void>;
  toExpression: (() => void) | undefined;
}

export function TemplateToolbar({ editor, rich, openMenu, toExpression }: TemplateToolbarProps) {
  const t = useTranslations('inspector');
  const insert = (path: string): void => {
    if (!editor) return;
    // At once, not in the next frame as the editor's own command does it: the next key belongs to the text already.
    editor.view.focus();
    editor.commands.insertContent({ type: PLACE, attrs: { path, fallback: '' } });
  };
  return (
    <Group className={classes.toolbar} justify="space-between" px={4} pb={4}>
      <VariableMenu choose={insert}>
        {(open) => {
          openMenu.current = open;
          return (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={<IconVariablePlus size={14} />}
              onClick={open}
            >
              {t('template.insert')}
            </Button>
          );
        }}
      </VariableMenu>
      {rich && (
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
          <RichTextEditor.Link />
          <RichTextEditor.Unlink />
        </RichTextEditor.ControlsGroup>
      )}
      {toExpression && (
        <Tooltip label={t('template.toExpression')}>
          <ActionIcon size="sm" aria-label={t('template.toExpression')} onClick={toExpression}>
            <IconMathFunction size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
