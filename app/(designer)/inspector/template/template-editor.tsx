'use client';

import { RichTextEditor } from '@mantine/tiptap';
import { type Editor, type JSONContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { type DelayedWrite, useDelayedWrite } from '../form/use-delayed-write';
import { pasteRich, pasteTemplate } from './paste-template';
import { PlaceNode } from './place-node';
import { toRichDocument, toRichTemplate } from './rich-content';
import { toDocument, toTemplate } from './template-content';
import classes from './template-editor.module.css';
import { TemplateToolbar } from './template-toolbar';

export interface TemplateEditorProps {
  value: string;
  ariaLabel: string;
  placeholder?: string | undefined;
  singleLine: boolean;
  /** Bold, italic, links and lists; what is written goes out as HTML and as plain text. */
  rich?: boolean;
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
  const { value, singleLine, rich = false, readOnly, ariaLabel, lang, placeholder } = props;
  const labels = useLabels();
  const format = rich ? richFormat : plainFormat;
  // The editor keeps the text itself: a key draws nothing but the editor.
  const writing = useDelayedWrite(props.type);
  const openMenu = useRef<() => void>(() => undefined);
  const editor = useEditor(
    {
      immediatelyRender: false,
      editable: !readOnly,
      extensions: [format.kit, PlaceNode],
      content: format.read(value),
      onUpdate: ({ editor: changed }) => writing.later(format.write(changed.getJSON())),
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
          ...(placeholder ? { 'aria-placeholder': placeholder } : {}),
        },
        clipboardTextParser: (text, _context, _plain, view) =>
          pasteTemplate(text, singleLine, view.state.schema),
        transformPasted: (slice, view) => pasteRich(slice, singleLine, view.state.schema),
        handleKeyDown: (_view, event) => singleLine && event.key === 'Enter',
        handleTextInput: (view, from, to, text) => {
          if (text !== '{' || view.state.doc.textBetween(Math.max(0, from - 1), from) !== '{') return false;
          view.dispatch(view.state.tr.delete(from - 1, to));
          openMenu.current();
          return true;
        },
      },
    },
    [singleLine, format, ariaLabel, lang, placeholder],
  );
  // Not a new editor: whoever writes in it would lose the keyboard, and the next letters would be keys of the canvas.
  useEffect(() => {
    editor?.setEditable(!readOnly, false);
  }, [editor, readOnly]);
  useFollowValue(editor, value, writing, format);

  return (
    <RichTextEditor
      editor={editor}
      className={classes.root}
      data-error={props.invalid || undefined}
      labels={labels}
    >
      <RichTextEditor.Content className={`${classes.content} ${singleLine ? classes.single : ''}`} />
      {!readOnly && (
        <TemplateToolbar editor={editor} rich={rich} openMenu={openMenu} toExpression={props.toExpression} />
      )}
    </RichTextEditor>
  );
}

/** What the buttons are called. */
function useLabels() {
  const t = useTranslations('inspector.template');
  return {
    boldControlLabel: t('bold'),
    italicControlLabel: t('italic'),
    bulletListControlLabel: t('bulletList'),
    orderedListControlLabel: t('orderedList'),
    linkControlLabel: t('link'),
    unlinkControlLabel: t('unlink'),
    linkEditorInputLabel: t('linkAddress'),
    linkEditorInputPlaceholder: 'https://',
    linkEditorSave: t('linkSave'),
  };
}

/** Lines and undo, nothing else: what is written goes out as plain text. */
const plainKit = StarterKit.configure({
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

const richKit = StarterKit.configure({
  blockquote: false,
  code: false,
  codeBlock: false,
  heading: false,
  horizontalRule: false,
  link: { openOnClick: false, autolink: false, protocols: ['mailto'] },
  strike: false,
  trailingNode: false,
  underline: false,
});

/** How a template and the editor's document turn into each other. */
interface Format {
  kit: typeof plainKit;
  read(template: string): JSONContent;
  write(document: JSONContent): string;
}

const plainFormat: Format = { kit: plainKit, read: toDocument, write: toTemplate };
const richFormat: Format = { kit: richKit, read: toRichDocument, write: toRichTemplate };

/** Shows what was changed from outside (undo of the flow, another person) without telling it back. */
function useFollowValue(
  editor: Editor | null,
  value: string,
  writing: DelayedWrite<string>,
  format: Format,
): void {
  useEffect(() => {
    if (!editor || writing.isWaiting() || format.write(editor.getJSON()) === value) return;
    editor.commands.setContent(format.read(value), { emitUpdate: false });
  }, [editor, value, writing, format]);
}
