'use client';

import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { IconMathFunction, IconVariablePlus } from '@tabler/icons-react';
import { type Editor, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useTypedValue } from '../form/use-typed-value';
import { VariableMenu } from '../scope/variable-menu';
import { pasteTemplate } from './paste-template';
import { PlaceNode } from './place-node';
import { PLACE, toDocument, toTemplate } from './template-content';
import classes from './template-editor.module.css';

export interface TemplateEditorProps {
  value: string;
  ariaLabel: string;
  placeholder?: string | undefined;
  singleLine: boolean;
  readOnly: boolean;
  invalid: boolean;
  lang?: string;
  type(template: string): void;
  settle(): void;
  /** Offers to write an expression instead. */
  toExpression?(): void;
}

/** Plain text whose places for values are chips. Typing `{{` opens the list of values. */
export function TemplateEditor(props: TemplateEditorProps) {
  const t = useTranslations('inspector');
  const { singleLine, readOnly } = props;
  const typed = useTypedValue(props.value, props.type);
  const openMenu = useRef<() => void>(() => undefined);
  const editor = useEditor({
    immediatelyRender: false,
    editable: !readOnly,
    extensions: [plainText, PlaceNode],
    content: toDocument(typed.value),
    onUpdate: ({ editor: changed }) => typed.type(toTemplate(changed.getJSON())),
    onBlur: () => {
      typed.flush();
      props.settle();
    },
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-label': props.ariaLabel,
        'aria-multiline': String(!singleLine),
        ...(props.lang ? { lang: props.lang } : {}),
      },
      clipboardTextParser: (text, _context, _plain, view) =>
        pasteTemplate(text, singleLine, view.state.schema),
      handleKeyDown: (_view, event) => singleLine && event.key === 'Enter',
      handleTextInput: (view, from, to, text) => {
        if (text !== '{' || view.state.doc.textBetween(Math.max(0, from - 1), from) !== '{') return false;
        view.dispatch(view.state.tr.delete(from - 1, to));
        openMenu.current();
        return true;
      },
    },
  });
  useFollowValue(editor, typed.value);

  return (
    <RichTextEditor editor={editor} className={classes.root} data-error={props.invalid || undefined}>
      <RichTextEditor.Content className={`${classes.content} ${singleLine ? classes.single : ''}`} />
      {!readOnly && (
        <Group className={classes.toolbar} justify="space-between" px={4} pb={4}>
          <VariableMenu
            choose={(path) =>
              editor
                ?.chain()
                .focus()
                .insertContent({ type: PLACE, attrs: { path, fallback: '' } })
                .run()
            }
          >
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
          {props.toExpression && (
            <Tooltip label={t('template.toExpression')}>
              <ActionIcon size="sm" aria-label={t('template.toExpression')} onClick={props.toExpression}>
                <IconMathFunction size={15} />
              </ActionIcon>
            </Tooltip>
          )}
          {props.placeholder && props.value === '' && (
            <Text size="xs" c="dimmed" truncate>
              {t('template.example', { example: props.placeholder })}
            </Text>
          )}
        </Group>
      )}
    </RichTextEditor>
  );
}

/** Lines and undo, nothing else: what is written goes out as plain text. */
const plainText = StarterKit.configure({
  blockquote: false,
  bold: false,
  bulletList: false,
  code: false,
  codeBlock: false,
  heading: false,
  horizontalRule: false,
  italic: false,
  link: false,
  listItem: false,
  listKeymap: false,
  orderedList: false,
  strike: false,
  trailingNode: false,
  underline: false,
});

/** Shows what was changed from outside (undo of the flow, another person) without telling it back. */
function useFollowValue(editor: Editor | null, value: string): void {
  useEffect(() => {
    if (!editor || toTemplate(editor.getJSON()) === value) return;
    editor.commands.setContent(toDocument(value), { emitUpdate: false });
  }, [editor, value]);
}
