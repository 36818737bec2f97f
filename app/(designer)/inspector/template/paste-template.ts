import { Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { toDocument } from './template-content';

/** Pasted text with its places as chips. Where one line is wanted, line ends become spaces. */
export function pasteTemplate(text: string, singleLine: boolean, schema: Schema): Slice {
  const lines = text.replaceAll('\r\n', '\n');
  const document = schema.nodeFromJSON(toDocument(singleLine ? lines.replaceAll('\n', ' ') : lines));
  const first = document.firstChild;
  if (document.childCount === 1 && first) return new Slice(first.content, 0, 0);
  return new Slice(Fragment.from(document.content), 1, 1);
}
