import { Fragment, type Node, type Schema, Slice } from '@tiptap/pm/model';
import { formatPlace, PLACE, toDocument, toInline } from './template-content';

/** Pasted text with its places as chips. Where one line is wanted, line ends become spaces. */
export function pasteTemplate(text: string, singleLine: boolean, schema: Schema): Slice {
  const lines = text.replaceAll('\r\n', '\n');
  const document = schema.nodeFromJSON(toDocument(singleLine ? lines.replaceAll('\n', ' ') : lines));
  const first = document.firstChild;
  if (document.childCount === 1 && first) return new Slice(first.content, 0, 0);
  return new Slice(Fragment.from(document.content), 1, 1);
}

/** The same for what was pasted with looks, out of a document or a web page: places become chips, one line stays one. */
export function pasteRich(slice: Slice, singleLine: boolean, schema: Schema): Slice {
  if (singleLine) {
    const text = slice.content.textBetween(0, slice.content.size, '\n', leafText);
    return pasteTemplate(text.replaceAll('\u00a0', ' ').replaceAll(/^\n+|\n+$/g, ''), true, schema);
  }
  return new Slice(withPlaces(slice.content, schema), slice.openStart, slice.openEnd);
}

function withPlaces(content: Fragment, schema: Schema): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => {
    if (!node.isText) nodes.push(node.copy(withPlaces(node.content, schema)));
    else nodes.push(...toInline(node.text ?? '').map((part) => schema.nodeFromJSON(part).mark(node.marks)));
  });
  return Fragment.fromArray(nodes);
}

function leafText(node: Node): string {
  if (node.type.name !== PLACE) return '\n';
  return formatPlace(String(node.attrs.path), String(node.attrs.fallback));
}
