import { Schema, Slice } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { pasteRich, pasteTemplate } from './paste-template';
import { PLACE } from './template-content';

const schema = new Schema({
  nodes: {
    doc: { content: 'paragraph+' },
    paragraph: { content: 'inline*' },
    [PLACE]: { inline: true, group: 'inline', attrs: { path: { default: '' }, fallback: { default: '' } } },
    hardBreak: { inline: true, group: 'inline' },
    text: { group: 'inline' },
  },
  marks: { bold: {} },
});

const paragraph = (...texts: string[]) =>
  schema.node(
    'paragraph',
    null,
    texts.map((text) => schema.text(text, [schema.mark('bold')])),
  );

function told(slice: Slice): string[] {
  const found: string[] = [];
  slice.content.descendants((node) => {
    if (node.isText) found.push(`${node.text}${node.marks.length > 0 ? '*' : ''}`);
    else if (node.type.name === PLACE) found.push(`<${node.attrs.path}>`);
  });
  return found;
}

test('places of a pasted document become chips, and its looks stay', () => {
  const pasted = new Slice(schema.node('doc', null, [paragraph('Nr. {{ticket.number}}!')]).content, 1, 1);
  expect(told(pasteRich(pasted, false, schema))).toEqual(['Nr. *', '<ticket.number>', '!*']);
});

test('one line stays one, whatever is pasted', () => {
  const content = [paragraph('one\u00a0{{ticket.number}}'), paragraph('two')];
  const pasted = pasteRich(new Slice(schema.node('doc', null, content).content, 1, 1), true, schema);
  expect(told(pasted)).toEqual(['one ', '<ticket.number>', ' two']);
  expect(pasted.content.childCount).toBe(3);
});

test('lines of a plain text are paragraphs', () => {
  expect(pasteTemplate('one\r\ntwo', false, schema).content.childCount).toBe(2);
});
