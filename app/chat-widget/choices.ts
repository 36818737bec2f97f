import type { ChatModel } from './chat-model';
import { element } from './element';
import { isShut } from './is-shut';
import type { Words } from './words';

export interface Choices {
  node: HTMLElement;
  show(): void;
}

interface ChoicesOptions {
  /** Other answers are offered than before, or none. */
  onChange(): void;
  onChosen(): void;
}

/** The answers that the last line offers to choose from. */
export function createChoices(
  model: ChatModel,
  words: Words,
  { onChange, onChosen }: ChoicesOptions,
): Choices {
  const node = element('div', { class: 'choices', role: 'group', 'aria-label': words.choices });

  function show(): void {
    const last = model.lines().at(-1);
    const offered = last && model.unsent().length === 0 && !isShut(model.config) ? last.quickReplies : [];
    const key = offered.length > 0 ? `${last?.id} ${offered.join('\n')}` : '';
    if (node.dataset.key === key) return;
    node.dataset.key = key;
    node.replaceChildren(
      ...offered.map((label, index) => {
        const button = element('button', { type: 'button' }, label);
        button.addEventListener('click', () => {
          if (last) model.send(label, [], { line: last.id, index });
          onChosen();
        });
        return button;
      }),
    );
    node.hidden = offered.length === 0;
    onChange();
  }

  return { node, show };
}
