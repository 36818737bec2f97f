import type { ChatModel } from './chat-model';
import { element, icons } from './element';
import { createFileTray } from './file-tray';
import { createMessageField } from './message-field';
import { createTypingNotice } from './typing-notice';
import type { Words } from './words';

export interface Composer {
  node: HTMLElement;
  show(): void;
  focus(): void;
}

/** Where the visitor writes; files come by button or by pasting. */
export function createComposer(model: ChatModel, words: Words, onProblem: (text: string) => void): Composer {
  const text = createMessageField(words, {
    maxLength: model.config.limits.text,
    onInput() {
      changed();
      if (text.value === '') typing.stop();
      else typing.go();
    },
    onSubmit: submit,
    onPasteFiles(pasted) {
      if (model.config.files) files.add(pasted);
      return model.config.files;
    },
  });
  const send = element(
    'button',
    { class: 'send', type: 'submit', 'aria-label': words.send, disabled: true },
    icons.send(),
  );
  const typing = createTypingNotice(model);
  const files = createFileTray(model.config.limits, words, {
    onProblem,
    onChange: changed,
    onDone: () => text.focus(),
  });
  const form = element(
    'form',
    { class: 'composer' },
    ...(model.config.files ? files.chooser : []),
    text,
    send,
  );
  const node = element('div', {}, files.list, form);

  function changed(): void {
    send.disabled = text.value.trim() === '' && files.chosen().length === 0;
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  function submit(): void {
    if (send.disabled) return;
    typing.stop();
    model.send(text.value.trim(), files.chosen());
    text.value = '';
    files.clear();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    text.focus();
  });

  return {
    node,
    show() {
      text.placeholder = model.state().state === 'closed' ? words.writeOn : words.write;
    },
    focus: () => text.focus(),
  };
}
