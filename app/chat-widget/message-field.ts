import { element } from './element';
import type { Words } from './words';

interface MessageFieldOptions {
  maxLength: number;
  onInput(): void;
  onSubmit(): void;
  /** True if they are taken; else pasting goes its ordinary way. */
  onPasteFiles(files: File[]): boolean;
}

/** The field for a message: Enter sends, Shift+Enter begins a line. */
export function createMessageField(words: Words, options: MessageFieldOptions): HTMLTextAreaElement {
  const field = element('textarea', {
    rows: 1,
    maxlength: options.maxLength,
    'aria-label': words.write,
    placeholder: words.write,
    enterkeyhint: 'send',
  });
  field.addEventListener('input', options.onInput);
  field.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    options.onSubmit();
  });
  field.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length > 0 && options.onPasteFiles(pasted)) event.preventDefault();
  });
  return field;
}
