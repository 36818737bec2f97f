import type { MimePart } from './mime-tree';

/** Which parts are read as text, which as HTML, and which are attachments. */
export interface SelectedParts {
  text: MimePart[];
  html: MimePart[];
  attachments: MimePart[];
}

interface Lists {
  text: MimePart[] | null;
  html: MimePart[] | null;
  attachments: MimePart[];
}

export function partName(part: MimePart): string {
  const written = [
    part.dispositionParameters.get('filename'),
    part.parameters.get('name'),
    part.dispositionParameters.get('name'),
    part.parameters.get('file'),
  ];
  return written.find((name) => name !== undefined && name.trim() !== '') ?? '';
}

function isText(part: MimePart): boolean {
  return part.type === 'text/plain' || part.type === 'text/html';
}

function place(part: MimePart, multipart: string, inAlternative: boolean, lists: Lists): void {
  if (multipart === 'alternative') {
    if (part.type === 'text/plain' && lists.text) lists.text.push(part);
    else if (part.type === 'text/html' && lists.html) lists.html.push(part);
    else lists.attachments.push(part);
    return;
  }
  if (inAlternative) {
    if (part.type === 'text/plain') lists.html = null;
    if (part.type === 'text/html') lists.text = null;
  }
  lists.text?.push(part);
  lists.html?.push(part);
}

/** What a multipart/alternative offers in one form only is shown in both. */
function completeAlternative(lists: Lists, textBefore: number, htmlBefore: number): void {
  if (!lists.text || !lists.html) return;
  const newText = lists.text.slice(textBefore);
  const newHtml = lists.html.slice(htmlBefore);
  if (newText.length === 0) lists.text.push(...newHtml);
  if (newHtml.length === 0) lists.html.push(...newText);
}

/**
 * Which part of a multipart/related the others belong to: the one `start` names, else the first (RFC 2387 section 3.2);
 * where the first is of another type than declared, the first that is.
 */
function rootOfRelated({ parameters, parts }: MimePart): number {
  const start = parameters.get('start')?.trim().replace(/^<|>$/g, '') ?? '';
  const named = start === '' ? -1 : parts.findIndex((part) => part.contentId === start);
  if (named >= 0) return named;
  const type = parameters.get('type')?.toLowerCase() ?? '';
  return Math.max(0, type === '' ? 0 : parts.findIndex((part) => part.type === type));
}

function walk(
  parts: readonly MimePart[],
  multipart: string,
  inAlternative: boolean,
  lists: Lists,
  main = 0,
  cutOff = false,
): void {
  const textBefore = lists.text?.length ?? 0;
  const htmlBefore = lists.html?.length ?? 0;
  parts.forEach((part, index) => {
    if (part.type.startsWith('multipart/')) {
      const kind = part.type.slice('multipart/'.length);
      // Only the branch decides which form it offers: a sibling branch must not lose its list.
      const inner: Lists = { text: lists.text, html: lists.html, attachments: lists.attachments };
      const root = kind === 'related' ? rootOfRelated(part) : 0;
      walk(part.parts, kind, inAlternative || kind === 'alternative', inner, root, part.cutOff);
      return;
    }
    const inline =
      part.disposition !== 'attachment' &&
      isText(part) &&
      (index === main || (multipart !== 'related' && partName(part) === ''));
    if (inline) {
      place(part, multipart, inAlternative, lists);
      // A file whose words are the mail's text is both. And where two levels end in nothing, what came of this part is
      // shown, and kept as it came, for it may not be all; one form of a text is never more than that.
      const named = part.disposition === 'inline' && part.dispositionParameters.has('filename');
      const isRest = cutOff && part.cutOff && !inAlternative;
      if (isRest || named) lists.attachments.push(part);
    } else lists.attachments.push(part);
  });
  if (multipart === 'alternative') completeAlternative(lists, textBefore, htmlBefore);
}

/**
 * Chooses body and attachments as RFC 8621 section 4.1.4 describes, except that pictures are always listed as
 * attachments and that a mail of one single text part is always body, whatever it is called.
 */
export function selectParts(root: MimePart): SelectedParts {
  if (root.parts.length === 0 && root.type.startsWith('text/') && root.type !== 'text/calendar') {
    // Sent as a file, it is one; its text is shown all the same, for there is no other.
    const isFile =
      root.cutOff || root.disposition === 'attachment' || (!isText(root) && partName(root) !== '');
    const attachments = isFile ? [root] : [];
    return { text: [root], html: root.type === 'text/html' ? [root] : [], attachments };
  }
  const lists: Lists = { text: [], html: [], attachments: [] };
  walk([root], 'mixed', false, lists);
  const text = lists.text ?? [];
  const html = lists.html ?? [];
  return {
    text,
    html: html.some((part) => part.type === 'text/html') ? html : [],
    attachments: lists.attachments,
  };
}
