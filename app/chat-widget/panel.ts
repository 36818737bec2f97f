import type { ChatModel } from './chat-model';
import { createComposer } from './composer';
import { element, icons } from './element';
import { createLogView } from './log-view';
import { createStartCard } from './start-card';
import { createTranscriptCard } from './transcript-card';
import { localeOf, ownWords, type WidgetLanguage, type Words } from './words';

export interface Panel {
  node: HTMLElement;
  show(): void;
  /** Where writing goes on. */
  focus(): void;
  /** Shows the newest line. */
  toEnd(): void;
}

export interface PanelOptions {
  model: ChatModel;
  words: Words;
  language: WidgetLanguage;
  carried: boolean;
  /** Null where the chat is a page of its own, which is not closed. */
  onClose: (() => void) | null;
}

/** The chat itself: head, what was said, answers to choose from, and where to write. */
export function createPanel({ model, words, language, carried, onClose }: PanelOptions): Panel {
  const { config } = model;
  const status = element('div', { class: 'status', role: 'status' });
  const say = (text: string) => {
    status.textContent = text;
  };
  const log = createLogView({ model, words, language, carried, onProblem: () => say(words.refused) });
  const composer = createComposer(model, words, say);
  const choices = element('div', { class: 'choices', role: 'group', 'aria-label': words.choices });
  const typing = element('div', { class: 'typing', role: 'status' });
  const about = element('p');
  const notice = element('div', { class: 'note', hidden: true });
  const foot = element('div', { class: 'foot' });
  let introduced = false;
  let transcriptShown = false;
  const start = createStartCard(model, words, language, {
    carried,
    onDone() {
      introduced = true;
      show();
      composer.focus();
    },
  });
  const mail = element(
    'button',
    { type: 'button', 'aria-label': words.transcript, title: words.transcript },
    icons.mail(),
  );
  const close = element(
    'button',
    { type: 'button', 'aria-label': words.close, title: words.close },
    icons.close(),
  );
  const title = ownWords(config.title, language) || config.name || words.title;
  const node = element(
    'section',
    { class: 'panel', role: onClose ? 'dialog' : 'main', 'aria-label': title },
    element(
      'header',
      {},
      element('div', {}, element('h2', {}, title), about),
      mail,
      ...(onClose ? [close] : []),
    ),
    log.node,
    notice,
    typing,
    choices,
    status,
    foot,
  );
  close.addEventListener('click', () => onClose?.());
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && onClose) onClose();
  });
  mail.addEventListener('click', () => {
    transcriptShown = true;
    const card = createTranscriptCard(model, words, {
      onDone(said) {
        transcriptShown = false;
        if (said) say(said);
        show();
        composer.focus();
      },
    });
    foot.replaceChildren(card.node);
    log.node.scrollTop = log.node.scrollHeight;
    card.focus();
  });

  function needsStart(): boolean {
    return start !== null && !introduced && !model.begun();
  }

  function isShut(): boolean {
    return !config.opening.open && !config.opening.takesMessages;
  }

  function showFoot(): void {
    if (transcriptShown) return;
    const wanted = isShut() ? null : needsStart() && start ? start.node : composer.node;
    if (wanted === null) foot.replaceChildren();
    else if (wanted.parentNode !== foot) foot.replaceChildren(wanted);
  }

  function showChoices(): void {
    const last = model.lines().at(-1);
    const offered = last && model.unsent().length === 0 && !isShut() ? last.quickReplies : [];
    const key = offered.length > 0 ? `${last?.id} ${offered.join('\n')}` : '';
    if (choices.dataset.key === key) return;
    choices.dataset.key = key;
    choices.replaceChildren(
      ...offered.map((label, index) => {
        const button = element('button', { type: 'button' }, label);
        button.addEventListener('click', () => {
          if (last) model.send(label, [], { line: last.id, index });
          composer.focus();
        });
        return button;
      }),
    );
    choices.hidden = offered.length === 0;
    log.node.scrollTop = log.node.scrollHeight;
  }

  function showNotice(): void {
    const { state } = model.state();
    // Whoever has written knows it, and needs the room.
    const isTold = config.opening.open || (model.lines().length > 0 && !isShut());
    const key = state === 'closed' ? 'closed' : isTold ? '' : 'offline';
    if (notice.dataset.key === key) return;
    notice.dataset.key = key;
    notice.hidden = key === '';
    if (key === 'offline') notice.replaceChildren(offlineText(model, words, language));
    if (key === 'closed') {
      const again = element('button', { class: 'link', type: 'button' }, words.newChat);
      again.addEventListener('click', async () => {
        await model.newChat().then(
          () => say(words.newChatBegun),
          () => say(words.refused),
        );
        composer.focus();
      });
      notice.replaceChildren(words.ended, ' ', again);
    }
  }

  function show(): void {
    const { agent, typing: isTyping } = model.state();
    about.textContent = agent ? words.with(agent) : '';
    typing.textContent = isTyping ? (agent ? words.agentTyping(agent) : words.typing) : '';
    mail.hidden = !config.transcript || model.lines().length === 0;
    if (!model.connected()) say(words.connecting);
    else if (status.textContent === words.connecting) say('');
    log.show();
    composer.show();
    showNotice();
    showFoot();
    showChoices();
  }

  show();
  return {
    node,
    show,
    toEnd() {
      log.node.scrollTop = log.node.scrollHeight;
    },
    focus: () => (isShut() ? log.node.focus() : needsStart() ? start?.focus() : composer.focus()),
  };
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
