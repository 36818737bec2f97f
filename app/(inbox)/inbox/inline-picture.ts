import { Node } from '@tiptap/react';

const ID_END = '@stellwerk';

/**
 * A pasted picture within a text. It was uploaded when it was pasted; `data-cid` names it for the mail, and from it comes
 * the address under which its writer sees it.
 */
export const InlinePicture = Node.create({
  name: 'inlinePicture',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes() {
    return {
      'data-cid': { default: null },
      alt: { default: '' },
    };
  },
  parseHTML() {
    return [{ tag: 'img[data-cid]' }];
  },
  renderHTML({ HTMLAttributes }) {
    const id = String(HTMLAttributes['data-cid'] ?? '');
    return ['img', { ...HTMLAttributes, src: `/api/files/upload/${id.replace(ID_END, '')}` }];
  },
});

/** What the text calls an uploaded picture. */
export function pictureName(fileId: string): string {
  return `${fileId}${ID_END}`;
}
