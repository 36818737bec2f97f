import { element, icons } from './element';
import type { Words } from './words';

export interface PanelHead {
  node: HTMLElement;
  /** With whom the visitor writes, and whether there is something to send as a transcript. */
  show(about: string, canMail: boolean): void;
}

interface PanelHeadOptions {
  onMail(): void;
  /** Null where the chat is a page of its own, which is not closed. */
  onClose: (() => void) | null;
}

/** Title, counterpart, and the buttons that belong to the chat as a whole. */
export function createPanelHead(
  title: string,
  words: Words,
  { onMail, onClose }: PanelHeadOptions,
): PanelHead {
  const about = element('p');
  const mail = button(words.transcript, icons.mail());
  mail.addEventListener('click', onMail);
  const close = button(words.close, icons.close());
  close.addEventListener('click', () => onClose?.());
  const node = element(
    'header',
    {},
    element('div', {}, element('h2', {}, title), about),
    mail,
    ...(onClose ? [close] : []),
  );
  return {
    node,
    show(text, canMail) {
      about.textContent = text;
      mail.hidden = !canMail;
    },
  };
}

function button(label: string, icon: Node): HTMLButtonElement {
  return element('button', { type: 'button', 'aria-label': label, title: label }, icon);
}
