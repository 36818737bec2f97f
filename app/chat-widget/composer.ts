import type { ChatModel } from './chat-model';
import { element, icons } from './element';
import type { Words } from './words';

export interface Composer {
  node: HTMLElement;
  show(): void;
  focus(): void;
}

/** Writing that is not repeated vanishes on the other side. */
const REPEAT_MS = 8_000;
const IDLE_MS = 5_000;

/** Where the visitor writes: Enter sends, Shift+Enter begins a line; files by button or by pasting. */
export function createComposer(model: ChatModel, words: Words, onProblem: (text: string) => void): Composer {
  const { limits } = model.config;
  let files: File[] = [];
  const text = element('textarea', {
    rows: 1,
    maxlength: limits.text,
    'aria-label': words.write,
    placeholder: words.write,
    enterkeyhint: 'send',
  });
  const send = element(
    'button',
    { class: 'send', type: 'submit', 'aria-label': words.send, disabled: true },
    icons.send(),
  );
  const chooser = element('input', { type: 'file', multiple: true, hidden: true, tabindex: -1 });
  const attach = element('button', { type: 'button', 'aria-label': words.attach }, icons.attach());
  const list = element('ul', { class: 'files', hidden: true });
  const form = element(
    'form',
    { class: 'composer' },
    ...(model.config.files ? [attach, chooser] : []),
    text,
    send,
  );
  const node = element('div', {}, list, form);

  function changed(): void {
    send.disabled = text.value.trim() === '' && files.length === 0;
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  function add(chosen: Iterable<File>): void {
    const together = [...files, ...chosen];
    const total = together.reduce((sum, { size }) => sum + size, 0);
    const fits =
      together.length <= limits.files &&
      total <= limits.totalBytes &&
      together.every(({ size }) => size <= limits.fileBytes);
    if (!fits) {
      onProblem(words.refusals.fileTooLarge ?? words.refused);
      return;
    }
    files = together;
    showFiles();
  }

  function showFiles(): void {
    list.hidden = files.length === 0;
    list.replaceChildren(
      ...files.map((file) => {
        const remove = element(
          'button',
          { type: 'button', 'aria-label': words.removeFile(file.name) },
          icons.close(),
        );
        remove.addEventListener('click', () => {
          files = files.filter((one) => one !== file);
          showFiles();
          text.focus();
        });
        return element('li', {}, file.name, remove);
      }),
    );
    changed();
  }

  function submit(): void {
    if (send.disabled) return;
    typing.stop();
    model.send(text.value.trim(), files);
    text.value = '';
    files = [];
    showFiles();
  }

  const typing = createTypingNotice(model);
  text.addEventListener('input', () => {
    changed();
    if (text.value === '') typing.stop();
    else typing.go();
  });
  text.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  text.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0 || !model.config.files) return;
    event.preventDefault();
    add(pasted);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    text.focus();
  });
  attach.addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    add(chooser.files ?? []);
    chooser.value = '';
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

function createTypingNotice(model: ChatModel): { go(): void; stop(): void } {
  let idle: ReturnType<typeof setTimeout> | undefined;
  let said = 0;
  const stop = () => {
    clearTimeout(idle);
    said = 0;
    model.typing(false);
  };
  return {
    go() {
      clearTimeout(idle);
      idle = setTimeout(stop, IDLE_MS);
      if (Date.now() - said < REPEAT_MS) return;
      said = Date.now();
      model.typing(true);
    },
    stop,
  };
}
