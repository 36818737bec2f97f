import type { ChatModel } from './chat-model';
import { createComposer } from './composer';
import { element } from './element';
import { isShut } from './is-shut';
import { createStartCard } from './start-card';
import { createTranscriptCard } from './transcript-card';
import type { WidgetLanguage, Words } from './words';

export interface PanelFoot {
  node: HTMLElement;
  show(): void;
  /** Where something is to be filled in. */
  focus(): void;
  /** To the text, whatever else is shown. */
  write(): void;
  /** Asks where the transcript is to go; `onShown` before the cursor moves there. */
  askForTranscript(onShown: () => void): void;
}

interface PanelFootOptions {
  model: ChatModel;
  words: Words;
  language: WidgetLanguage;
  carried: boolean;
  say(text: string): void;
  /** Another card is due. */
  onChange(): void;
}

/** What the visitor fills in: first who he is, then his messages, in between an address for the transcript. */
export function createPanelFoot(options: PanelFootOptions): PanelFoot {
  const { model, words, say, onChange } = options;
  const node = element('div', { class: 'foot' });
  const composer = createComposer(model, words, say);
  let introduced = false;
  let transcriptShown = false;
  const start = createStartCard(model, words, options.language, {
    carried: options.carried,
    onDone() {
      introduced = true;
      onChange();
      composer.focus();
    },
  });
  /** The start card while it is still to be filled in, else the composer. */
  const due = () => (start !== null && !introduced && !model.begun() ? start : composer);

  return {
    node,
    show() {
      composer.show();
      if (transcriptShown) return;
      if (isShut(model.config)) node.replaceChildren();
      else if (due().node.parentNode !== node) node.replaceChildren(due().node);
    },
    focus: () => due().focus(),
    write: () => composer.focus(),
    askForTranscript(onShown) {
      transcriptShown = true;
      const card = createTranscriptCard(model, words, {
        onDone(said) {
          transcriptShown = false;
          if (said) say(said);
          onChange();
          composer.focus();
        },
      });
      node.replaceChildren(card.node);
      onShown();
      card.focus();
    },
  };
}
