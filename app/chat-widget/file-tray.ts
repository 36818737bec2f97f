import type { ChatConfig } from '@/runtime/channels/chat/chat-protocol';
import { element, icons } from './element';
import type { Words } from './words';

export interface FileTray {
  /** What goes along with the next message. */
  list: HTMLElement;
  /** The button, and the invisible input behind it. */
  chooser: HTMLElement[];
  chosen(): File[];
  add(more: Iterable<File>): void;
  clear(): void;
}

interface FileTrayOptions {
  onProblem(text: string): void;
  onChange(): void;
  /** Chosen or taken away: writing goes on. */
  onDone(): void;
}

/** The files of a message that is being written, within the limits of the chat. */
export function createFileTray(
  limits: ChatConfig['limits'],
  words: Words,
  { onProblem, onChange, onDone }: FileTrayOptions,
): FileTray {
  let files: File[] = [];
  const list = element('ul', { class: 'files', hidden: true });
  const input = element('input', { type: 'file', multiple: true, hidden: true, tabindex: -1 });
  const attach = element('button', { type: 'button', 'aria-label': words.attach }, icons.attach());
  attach.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    add(input.files ?? []);
    input.value = '';
    onDone();
  });

  function set(next: File[]): void {
    files = next;
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(item));
    onChange();
  }

  function item(file: File): HTMLElement {
    const label = words.removeFile(file.name);
    const remove = element('button', { type: 'button', 'aria-label': label }, icons.close());
    remove.addEventListener('click', () => {
      set(files.filter((one) => one !== file));
      onDone();
    });
    return element('li', {}, file.name, remove);
  }

  function add(more: Iterable<File>): void {
    const together = [...files, ...more];
    if (fits(together, limits)) set(together);
    else onProblem(words.refusals.fileTooLarge ?? words.refused);
  }

  return { list, chooser: [attach, input], chosen: () => files, add, clear: () => set([]) };
}

function fits(files: File[], limits: ChatConfig['limits']): boolean {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return (
    files.length <= limits.files &&
    total <= limits.totalBytes &&
    files.every(({ size }) => size <= limits.fileBytes)
  );
}
