'use client';

import { RichTextEditor } from '@mantine/tiptap';
import { type Editor, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { type DelayedWrite, useDelayedWrite } from '../form/use-delayed-write';
import { pasteTemplate } from './paste-template';
import { PlaceNode } from './place-node';
import { toDocument, toTemplate } from './template-content';
import classes from './template-editor.module.css';
import { TemplateToolbar } from './template-toolbar';

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
  const { value, singleLine, readOnly, ariaLabel, lang, placeholder } = props;
  // The editor keeps the text itself: a key draws nothing but the editor.
  const writing = useDelayedWrite(props.type);
  const openMenu = useRef<() => void>(() => undefined);
  const editor = useEditor(
    {
      immediatelyRender: false,
      editable: !readOnly,
      extensions: [plainText, PlaceNode],
      content: toDocument(value),
      onUpdate: ({ editor: changed }) => writing.later(toTemplate(changed.getJSON())),
      onBlur: () => {
        writing.flush();
        props.settle();
      },
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-label': ariaLabel,
          'aria-multiline': String(!singleLine),
          ...(lang ? { lang } : {}),
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
    },
    [readOnly, singleLine, ariaLabel, lang],
  );
  useFollowValue(editor, value, writing);

  return (
    <RichTextEditor editor={editor} className={classes.root} data-error={props.invalid || undefined}>
      <RichTextEditor.Content className={`${classes.content} ${singleLine ? classes.single : ''}`} />
      {!readOnly && (
        <TemplateToolbar
          editor={editor}
          openMenu={openMenu}
          example={value === '' ? placeholder : undefined}
          toExpression={props.toExpression}
        />
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
function useFollowValue(editor: Editor | null, value: string, writing: DelayedWrite<string>): void {
  useEffect(() => {
    if (!editor || writing.isWaiting() || toTemplate(editor.getJSON()) === value) return;
    editor.commands.setContent(toDocument(value), { emitUpdate: false });
  }, [editor, value, writing]);
}
