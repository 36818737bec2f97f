import { element } from './element';

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}]/g;

/** A text with its web addresses as links; nothing in it is read as HTML. */
export function writtenText(text: string): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    nodes.push(document.createTextNode(text.slice(end, match.index)));
    nodes.push(
      element('a', { href: match[0], target: '_blank', rel: 'noopener noreferrer nofollow' }, match[0]),
    );
    end = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

export function fileSize(bytes: number, language: string): string {
  const mega = bytes / 1_000_000;
  return mega >= 1
    ? `${mega.toLocaleString(language, { maximumFractionDigits: 1 })} MB`
    : `${Math.max(1, Math.round(bytes / 1000)).toLocaleString(language)} kB`;
}
