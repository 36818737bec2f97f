'use client';

import { mergeAttributes, Node, ReactNodeViewRenderer } from '@tiptap/react';
import { PlaceChip } from './place-chip';
import { formatPlace, PLACE } from './template-content';

/** The editor's node for `{{path|fallback}}`: one unit that is drawn as a chip and copied as text. */
export const PlaceNode = Node.create({
  name: PLACE,
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addAttributes() {
    return { path: { default: '' }, fallback: { default: '' } };
  },
  parseHTML() {
    return [
      {
        tag: 'span[data-place]',
        getAttrs: (element) => ({
          path: element.getAttribute('data-place') ?? '',
          fallback: element.getAttribute('data-fallback') ?? '',
        }),
      },
    ];
  },
  renderHTML({ node }) {
    const { path, fallback } = readPlace(node.attrs);
    const attributes = { 'data-place': path, 'data-fallback': fallback };
    return ['span', mergeAttributes(attributes), formatPlace(path, fallback)];
  },
  renderText({ node }) {
    const { path, fallback } = readPlace(node.attrs);
    return formatPlace(path, fallback);
  },
  addNodeView() {
    return ReactNodeViewRenderer(PlaceChip, { as: 'span' });
  },
});

/** The editor keeps attributes without types; ours are texts. */
export function readPlace(attributes: Record<string, unknown>): { path: string; fallback: string } {
  const { path, fallback } = attributes;
  return {
    path: typeof path === 'string' ? path : '',
    fallback: typeof fallback === 'string' ? fallback : '',
  };
}
