import { firstRaw } from './header-fields';
import { decodeHeaderText } from './header-text';
import type { MailLimits } from './limits';
import { type MimePart, readMimeTree } from './mime-tree';
import { partBytes, readPartText } from './part-text';

/** The mail that a mail without words of its own passes on; null where there is none or more than one. */
export function ownEmbedded(root: MimePart): MimePart | null {
  const found: MimePart[] = [];
  const look = (part: MimePart) => {
    if (part.embedded) found.push(part.embedded);
    else part.parts.forEach(look);
  };
  look(root);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Who wrote an embedded mail and about what, one line each. */
export function shownFields({ fields, parameters }: MimePart): string[] {
  const charset = parameters.get('charset') ?? null;
  return (['from', 'date', 'subject'] as const).flatMap((key) => {
    const value = decodeHeaderText(firstRaw(fields, key), charset).replace(/\s+/g, ' ').trim();
    return value === '' ? [] : [`${key.charAt(0).toUpperCase()}${key.slice(1)}: ${value}`];
  });
}

/** A piece of a mail that was cut (RFC 2046, 5.2.2): which one it is, and what can be read of it alone. */
export function partialText(root: MimePart, limits: MailLimits): string {
  const number = Number(root.parameters.get('number') ?? 1) || 1;
  const total = Number(root.parameters.get('total') ?? 0) || 0;
  const of = total > 0 ? [` von ${total}`, ` of ${total}`] : ['', ''];
  const note = `Teil ${number}${of[0]} einer geteilten E-Mail / Part ${number}${of[1]} of a mail that was cut`;
  // The first piece begins with the header of the whole mail.
  const first = number === 1 ? readMimeTree(partBytes(root).bytes, limits).root : null;
  const readable = first && first.parts.length === 0 && first.type.startsWith('text/') ? first : root;
  return `${note}\n\n${readPartText(readable, limits.maxTextCharacters).text}`.trim();
}
