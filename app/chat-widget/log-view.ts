import type { ChatModel } from './chat-model';
import { element } from './element';
import { createKeyedNodes, type KeyedNode } from './keyed-nodes';
import { createLineNodes } from './line-nodes';
import { localeOf, ownWords, type WidgetLanguage, type Words } from './words';

export interface LogView {
  node: HTMLElement;
  show(): void;
}

interface LogOptions {
  model: ChatModel;
  words: Words;
  language: WidgetLanguage;
  carried: boolean;
  onProblem(): void;
}

/** Everything said so far. New lines are read out; what was there before is not read out again. */
export function createLogView({ model, words, language, carried, onProblem }: LogOptions): LogView {
  const node = element('div', {
    class: 'log',
    role: 'log',
    'aria-live': 'polite',
    'aria-label': words.log,
    tabindex: 0,
  });
  const place = createKeyedNodes(node);
  const nodes = createLineNodes(model, words, language, onProblem);
  const day = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', day: 'numeric', month: 'long' });

  function greeting(): KeyedNode[] {
    // Out of hours the notice is the first word; nobody is there to greet.
    if (!carried && !model.config.opening.open) return [];
    const isNewToIt = carried && model.lines().length === 0;
    const text = isNewToIt ? words.carried : ownWords(model.config.greeting, language);
    return text === '' ? [] : [{ key: 'greeting', state: text, make: () => nodes.greeting(text) }];
  }

  /** The lines, with a heading before the first of each day. */
  function lines(): KeyedNode[] {
    let lastDay = '';
    return model.lines().flatMap((line) => {
      const state = JSON.stringify([line.text, line.files]);
      const shown = { key: line.clientId ?? line.id, state, make: () => nodes.line(line) };
      const ofLine = day.format(line.at);
      if (ofLine === lastDay) return [shown];
      lastDay = ofLine;
      const label = ofLine === day.format(Date.now()) ? words.today : ofLine;
      return [{ key: `day ${ofLine}`, state: label, make: () => nodes.day(label) }, shown];
    });
  }

  function unsent(): KeyedNode[] {
    return model.unsent().map((message) => ({
      key: message.request.clientId,
      state: `${message.state} ${message.code}`,
      make: () => nodes.unsent(message),
    }));
  }

  return {
    node,
    show() {
      const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
      place([...greeting(), ...lines(), ...unsent()]);
      if (atEnd) node.scrollTop = node.scrollHeight;
    },
  };
}
