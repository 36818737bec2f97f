import type { ChatLine } from '@/runtime/channels/chat/chat-protocol';
import type { ChatModel, Unsent } from './chat-model';
import { element, icons } from './element';
import { localeOf, ownWords, type WidgetLanguage, type Words } from './words';
import { fileSize, writtenText } from './written-text';

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
  const shown = new Map<string, { node: HTMLElement; state: string }>();
  const time = new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', day: 'numeric', month: 'long' });

  function open(line: ChatLine, fileId: string, name: string): void {
    model.file(line.id, fileId).then((content) => {
      const address = URL.createObjectURL(content);
      element('a', { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    }, onProblem);
  }

  function lineNode(line: ChatLine): HTMLElement {
    const name =
      line.from === 'visitor'
        ? words.you
        : (line.name ?? (line.from === 'flow' ? words.automatic : words.agent));
    const made = element(
      'div',
      { class: `line ${line.from}` },
      element(
        'div',
        { class: 'who' },
        element('span', {}, name),
        element('time', { datetime: new Date(line.at).toISOString() }, time.format(line.at)),
      ),
      line.text !== '' && element('div', { class: 'said' }, ...writtenText(line.text)),
    );
    for (const { id, name: fileName, size } of line.files) {
      const button = element(
        'button',
        { class: 'file', type: 'button', disabled: id === '' },
        icons.file(),
        `${fileName} (${fileSize(size, language)})`,
      );
      button.addEventListener('click', () => open(line, id, fileName));
      made.append(button);
    }
    return made;
  }

  function unsentNode({ request, text, files, state, code }: Unsent): HTMLElement {
    const fate = element('p', { class: state === 'refused' ? 'fate bad' : 'fate' });
    if (state === 'refused') {
      const again = element('button', { class: 'link', type: 'button' }, words.again);
      again.addEventListener('click', () => model.sendAgain(request.clientId));
      const discard = element('button', { class: 'link', type: 'button' }, words.discard);
      discard.addEventListener('click', () => model.discard(request.clientId));
      fate.append(words.refusals[code ?? ''] ?? words.refused, ' ', again, discard);
    } else {
      fate.append(state === 'waiting' ? words.waiting : words.sending);
    }
    return element(
      'div',
      { class: 'line visitor' },
      element(
        'div',
        { class: 'said' },
        ...writtenText([text, ...files.map(({ name }) => name)].filter(Boolean).join('\n')),
      ),
      fate,
    );
  }

  /** Adds and replaces only what has changed, so that screen readers hear each line once. */
  function show(): void {
    const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
    const wanted: { key: string; state: string; make(): HTMLElement }[] = [];
    const greeting =
      carried && model.lines().length === 0 ? words.carried : ownWords(model.config.greeting, language);
    if (greeting !== '') {
      wanted.push({
        key: 'greeting',
        state: greeting,
        make: () =>
          element('div', { class: 'line flow' }, element('div', { class: 'said' }, ...writtenText(greeting))),
      });
    }
    let lastDay = '';
    for (const line of model.lines()) {
      const ofLine = day.format(line.at);
      if (ofLine !== lastDay) {
        const label = ofLine === day.format(Date.now()) ? words.today : ofLine;
        wanted.push({
          key: `day ${ofLine}`,
          state: label,
          make: () => element('div', { class: 'day' }, label),
        });
        lastDay = ofLine;
      }
      const state = JSON.stringify([line.text, line.files]);
      wanted.push({ key: line.clientId ?? line.id, state, make: () => lineNode(line) });
    }
    for (const unsent of model.unsent()) {
      const state = `${unsent.state} ${unsent.code}`;
      wanted.push({ key: unsent.request.clientId, state, make: () => unsentNode(unsent) });
    }
    place(wanted);
    if (atEnd) node.scrollTop = node.scrollHeight;
  }

  function place(wanted: { key: string; state: string; make(): HTMLElement }[]): void {
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, old] of shown) {
      if (keys.has(key)) continue;
      old.node.remove();
      shown.delete(key);
    }
    let before: Element | null = null;
    for (const { key, state, make } of wanted) {
      let current = shown.get(key);
      if (!current || current.state !== state) {
        const made = make();
        current?.node.replaceWith(made);
        current = { node: made, state };
        shown.set(key, current);
      }
      const next: Element | null = before ? before.nextElementSibling : node.firstElementChild;
      if (next !== current.node) node.insertBefore(current.node, next);
      before = current.node;
    }
  }

  return { node, show };
}
