import type { ChatModel } from './chat-model';
import { createChoices } from './choices';
import { element } from './element';
import { isShut } from './is-shut';
import { createLogView } from './log-view';
import { createNotice } from './notice';
import { createPanelFoot } from './panel-foot';
import { createPanelHead } from './panel-head';
import { ownWords, type WidgetLanguage, type Words } from './words';

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
  const typing = element('div', { class: 'typing', role: 'status' });
  const log = createLogView({ model, words, language, carried, onProblem: () => say(words.refused) });
  const toEnd = () => {
    log.node.scrollTop = log.node.scrollHeight;
  };
  const foot = createPanelFoot({ model, words, language, carried, say, onChange: show });
  const notice = createNotice(model, words, language, { say, onDone: foot.write });
  const choices = createChoices(model, words, { onChange: toEnd, onChosen: foot.write });
  const title = ownWords(config.title, language) || config.name || words.title;
  const head = createPanelHead(title, words, {
    onMail() {
      foot.askForTranscript(toEnd);
    },
    onClose,
  });
  const node = element(
    'section',
    { class: 'panel', role: onClose ? 'dialog' : 'main', 'aria-label': title },
    head.node,
    log.node,
    notice.node,
    typing,
    choices.node,
    status,
    foot.node,
  );
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && onClose) onClose();
  });

  function show(): void {
    const { agent, typing: isTyping, state } = model.state();
    head.show(
      agent && state !== 'closed' ? words.with(agent) : '',
      config.transcript && model.lines().length > 0,
    );
    typing.textContent = isTyping ? (agent ? words.agentTyping(agent) : words.typing) : '';
    if (!model.connected()) say(words.connecting);
    else if (status.textContent === words.connecting) say('');
    log.show();
    notice.show();
    foot.show();
    choices.show();
  }

  show();
  return { node, show, toEnd, focus: () => (isShut(config) ? log.node.focus() : foot.focus()) };
}
