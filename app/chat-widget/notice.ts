import type { ChatModel } from './chat-model';
import { element } from './element';
import { isShut } from './is-shut';
import { localeOf, ownWords, type WidgetLanguage, type Words } from './words';

export interface Notice {
  node: HTMLElement;
  show(): void;
}

interface NoticeOptions {
  say(text: string): void;
  onDone(): void;
}

/** What has to be known before writing: that nobody is there now, or that the chat has ended and another may begin. */
export function createNotice(
  model: ChatModel,
  words: Words,
  language: WidgetLanguage,
  { say, onDone }: NoticeOptions,
): Notice {
  const node = element('div', { class: 'note', hidden: true });

  function show(): void {
    const { state } = model.state();
    // Whoever has written knows it, and needs the room.
    const isTold = model.config.opening.open || (model.lines().length > 0 && !isShut(model.config));
    const key = state === 'closed' ? 'closed' : isTold ? '' : 'offline';
    if (node.dataset.key === key) return;
    node.dataset.key = key;
    node.hidden = key === '';
    if (key === 'offline') node.replaceChildren(offlineText(model, words, language));
    if (key === 'closed') {
      const again = element('button', { class: 'link', type: 'button' }, words.newChat);
      again.addEventListener('click', async () => {
        await model.newChat().then(
          () => say(words.newChatBegun),
          () => say(words.refused),
        );
        onDone();
      });
      node.replaceChildren(words.ended, ' ', again);
    }
  }

  return { node, show };
}

function offlineText({ config }: ChatModel, words: Words, language: WidgetLanguage): string {
  const { takesMessages, text, opensAt } = config.opening;
  const own = ownWords(text, language) || (takesMessages ? words.offline : words.offlineOnly);
  if (opensAt === null) return own;
  const time = new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(opensAt);
  return `${own}\n${words.opensAt(time)}`;
}
