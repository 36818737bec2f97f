import type { ChatLine } from '@/runtime/channels/chat/chat-protocol';
import type { ChatModel } from './chat-model';
import { element, icons } from './element';
import type { Unsent } from './outbox';
import { localeOf, type WidgetLanguage, type Words } from './words';
import { fileSize, writtenText } from './written-text';

export interface LineNodes {
  line(line: ChatLine): HTMLElement;
  unsent(unsent: Unsent): HTMLElement;
  greeting(text: string): HTMLElement;
  day(label: string): HTMLElement;
}

/** How a single line of the log looks. `onProblem` is told when a file cannot be fetched. */
export function createLineNodes(
  model: ChatModel,
  words: Words,
  language: WidgetLanguage,
  onProblem: () => void,
): LineNodes {
  const time = new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit' });

  function open(line: ChatLine, fileId: string, name: string): void {
    model.file(line.id, fileId).then((content) => {
      const address = URL.createObjectURL(content);
      element('a', { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    }, onProblem);
  }

  return {
    line(line) {
      const head = element(
        'div',
        { class: 'who' },
        element('span', {}, nameOf(line, words)),
        element('time', { datetime: new Date(line.at).toISOString() }, time.format(line.at)),
      );
      const files = line.files.map(({ id, name, size }) => {
        const label = `${name} (${fileSize(size, language)})`;
        const attributes = { class: 'file', type: 'button', disabled: id === '' };
        const button = element('button', attributes, icons.file(), label);
        button.addEventListener('click', () => open(line, id, name));
        return button;
      });
      return element(
        'div',
        { class: `line ${line.from}` },
        head,
        line.text !== '' && said(line.text),
        ...files,
      );
    },
    unsent: (unsent) => unsentNode(unsent, model, words),
    greeting: (text) => element('div', { class: 'line flow' }, said(text)),
    day: (label) => element('div', { class: 'day' }, label),
  };
}

function nameOf({ from, name }: ChatLine, words: Words): string {
  if (from === 'visitor') return words.you;
  return name ?? (from === 'flow' ? words.automatic : words.agent);
}

function said(text: string): HTMLElement {
  return element('div', { class: 'said' }, ...writtenText(text));
}

function unsentNode(
  { request, text, files, state, code }: Unsent,
  model: ChatModel,
  words: Words,
): HTMLElement {
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
  const shown = [text, ...files.map(({ name }) => name)].filter(Boolean).join('\n');
  return element('div', { class: 'line visitor' }, said(shown), fate);
}
