import type { ChatConfig } from '@/runtime/channels/chat/chat-protocol';
import { hasDangerousName } from '@/runtime/channels/dangerous-name';
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
  /** What stands in the way of a file; empty once nothing does. */
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
  let isTold = false;
  const list = element('ul', { class: 'files', hidden: true });
  const input = element('input', { type: 'file', multiple: true, hidden: true, tabindex: -1 });
  const attach = element('button', { type: 'button', 'aria-label': words.attach }, icons.attach());
  attach.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    add(input.files ?? []);
    input.value = '';
    onDone();
  });

  function tell(problem: string): void {
    if (problem === '' && !isTold) return;
    isTold = problem !== '';
    onProblem(problem);
  }

  function set(next: File[]): void {
    tell('');
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
    const offered = [...more];
    const refused = offered.filter(({ name }) => hasDangerousName(name));
    const together = [...files, ...offered.filter((file) => !refused.includes(file))];
    if (!fits(together, limits)) {
      tell(words.refusals.fileTooLarge ?? words.refused);
      return;
    }
    set(together);
    // The server refuses the whole message for one such file: better said before it is written.
    if (refused.length > 0)
      tell(`${refused.map(({ name }) => name).join(', ')}: ${words.refusals.fileRefused ?? words.refused}`);
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
