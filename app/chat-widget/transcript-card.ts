import { Refused } from './chat-client';
import type { ChatModel } from './chat-model';
import { element } from './element';
import { field } from './start-card';
import type { Words } from './words';

export interface TranscriptCard {
  node: HTMLElement;
  focus(): void;
}

/** Asks for the address that the chat is mailed to. */
export function createTranscriptCard(
  model: ChatModel,
  words: Words,
  options: { onDone(said: string | null): void },
): TranscriptCard {
  const email = field(words.email, 'email', 'email', true, words);
  const problem = element('span', { class: 'error', role: 'alert' });
  const send = element('button', { class: 'main', type: 'submit' }, words.send);
  const cancel = element('button', { class: 'plain', type: 'button' }, words.cancel);
  const node = element(
    'form',
    { class: 'card', novalidate: true },
    element('h3', {}, words.transcript),
    element('p', {}, words.transcriptHelp),
    email.node,
    problem,
    element('div', { class: 'row' }, send, cancel),
  );
  cancel.addEventListener('click', () => options.onDone(null));
  node.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!email.check()) return email.focus();
    send.disabled = true;
    try {
      await model.transcript(email.value());
      options.onDone(words.transcriptSent(email.value()));
    } catch (error) {
      send.disabled = false;
      problem.textContent = (error instanceof Refused && words.refusals[error.code]) || words.refused;
    }
  });
  return { node, focus: email.focus };
}
