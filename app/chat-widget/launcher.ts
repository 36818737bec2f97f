import { element, icons } from './element';
import type { Words } from './words';

export interface Launcher {
  node: HTMLButtonElement;
  show(opened: boolean, unread: number): void;
}

/** The round button that opens and closes the chat, and counts what came meanwhile. */
export function createLauncher(words: Words): Launcher {
  const badge = element('span', { class: 'badge', hidden: true, 'aria-hidden': 'true' });
  const node = element(
    'button',
    { class: 'launcher', type: 'button', 'aria-label': words.open, 'aria-expanded': 'false' },
    icons.chat(),
    badge,
  );
  return {
    node,
    show(opened, unread) {
      badge.hidden = unread === 0;
      badge.textContent = String(unread);
      node.setAttribute('aria-expanded', String(opened));
      const label = unread > 0 ? words.openUnread(unread) : words.open;
      node.setAttribute('aria-label', opened ? words.close : label);
    },
  };
}
