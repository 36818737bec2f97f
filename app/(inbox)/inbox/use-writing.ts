'use client';

import { type Editor, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useState } from 'react';
import { badlyWritten } from './addresses';
import { InlinePicture, pictureName } from './inline-picture';
import { type Upload, uploadFile } from './upload-file';
import { type Draft, type DraftKind, emptyDraft, useDraft } from './use-draft';

export interface Writing {
  editor: Editor | null;
  draft: Draft;
  /** Changes what is not the text itself. */
  change(part: Partial<Draft>): void;
  /** Neither a word nor a picture stands in the text. */
  isEmpty: boolean;
  /** Names of pictures that could not be pasted. */
  pictureFailed: boolean;
  html(): string;
  discard(): void;
}

interface WritingInput {
  ticketId: string;
  kind: DraftKind;
  label: string;
  /** What stands there when nothing was begun before. */
  initial: Partial<Draft>;
  /** Whether pictures may stand in the text. */
  pictures: boolean;
}

/** A message being written: text, recipients and files, all of it kept in this browser while it is written. */
export function useWriting({ ticketId, kind, label, initial, pictures }: WritingInput): Writing {
  const store = useDraft(ticketId, kind);
  const [draft, setDraft] = useState<Draft>(() => begunFor(store.read(), initial));
  const [isEmpty, setEmpty] = useState(() => draft.html === '');
  const [pictureFailed, setPictureFailed] = useState(false);
  const [touched, setTouched] = useState(false);
  const change = (part: Partial<Draft>) => {
    setTouched(true);
    setDraft((before) => ({ ...before, ...part }));
  };
  const editor = useEditor({
    extensions: [StarterKit.configure({ link: { openOnClick: false } }), InlinePicture],
    content: draft.html,
    immediatelyRender: false,
    autofocus: draft.to?.length === 0 ? false : 'end',
    editorProps: {
      attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true' },
      handlePaste: (_, event) => pictures && takePictures(event.clipboardData),
      handleDrop: (_, event) => pictures && takePictures(event.dataTransfer),
    },
    onUpdate: ({ editor: current }) => {
      setEmpty(current.isEmpty);
      change({ html: current.isEmpty ? '' : current.getHTML() });
    },
  });
  const paste = async (files: File[]) => {
    setPictureFailed(false);
    try {
      const uploads = await Promise.all(files.map(uploadFile));
      setDraft((before) => ({ ...before, files: [...before.files, ...uploads] }));
      insertPictures(editor, uploads);
    } catch {
      setPictureFailed(true);
    }
  };
  function takePictures(data: DataTransfer | null): boolean {
    const files = [...(data?.files ?? [])].filter(({ type }) => /^image\/(png|jpeg|gif|webp)$/.test(type));
    if (files.length === 0) return false;
    void paste(files);
    return true;
  }
  const { keep } = store;
  useEffect(() => {
    if (touched) keep(isBlank(draft) ? null : draft);
  }, [draft, keep, touched]);
  return {
    editor,
    draft,
    change,
    isEmpty,
    pictureFailed,
    html: () => editor?.getHTML() ?? '',
    discard: store.discard,
  };
}

/** What was begun to pass on one message is no draft for another. */
function begunFor(kept: Draft | null, initial: Partial<Draft>): Draft {
  if (kept && kept.forwards === (initial.forwards ?? null)) return kept;
  return { ...emptyDraft, ...initial };
}

function insertPictures(editor: Editor | null, uploads: Upload[]): void {
  for (const { fileId, name } of uploads) {
    editor
      ?.chain()
      .focus()
      .insertContent({ type: 'inlinePicture', attrs: { 'data-cid': pictureName(fileId), alt: name } })
      .run();
  }
}

/** Recipients alone are no draft: they come by themselves. */
function isBlank({ html, files, subject, forwards }: Draft): boolean {
  return html === '' && files.length === 0 && subject === '' && forwards === null;
}

/** Files that stand in the text as pictures are not listed below it. */
export function listedFiles({ files, html }: Draft): Upload[] {
  return files.filter(({ fileId }) => !html.includes(pictureName(fileId)));
}

/** Pictures in the text stay, whatever is done to the list of files. */
export function withPictures({ draft }: Writing, files: Writing['draft']['files']) {
  const listed = new Set(listedFiles(draft).map(({ fileId }) => fileId));
  return [...draft.files.filter(({ fileId }) => !listed.has(fileId)), ...files];
}

export function isNothing({ isEmpty, draft }: Writing): boolean {
  return isEmpty && draft.files.length === 0;
}

export function isAddressed({ draft: { to, cc, bcc } }: Writing): boolean {
  return (to ?? []).length > 0 && badlyWritten([...(to ?? []), ...cc, ...bcc]).length === 0;
}
