import type { ChatModel } from './chat-model';
import { element } from './element';
import { ownWords, type WidgetLanguage, type Words } from './words';

export interface StartCard {
  node: HTMLElement;
  focus(): void;
}

/**
 * What has to be settled before the first message: consent, and how the visitor can be reached. Null where the chat asks for
 * neither.
 */
export function createStartCard(
  model: ChatModel,
  words: Words,
  language: WidgetLanguage,
  options: { carried: boolean; onDone(): void },
): StartCard | null {
  const { config } = model;
  const consent = ownWords(config.consent, language);
  const contact = options.carried ? 'off' : config.contact;
  if (consent === '' && contact === 'off') return null;
  const isRequired = contact === 'required';
  const name = field(words.name, 'text', 'name', isRequired, words);
  const email = field(words.email, 'email', 'email', isRequired, words);
  const submit = element(
    'button',
    { class: 'main', type: 'submit' },
    consent === '' ? words.start : words.agree,
  );
  const node = element(
    'form',
    { class: 'card', novalidate: true },
    element('h3', {}, consent === '' ? words.contact : words.consent),
    consent !== '' && element('p', {}, consent),
    config.privacyUrl !== '' &&
      element(
        'p',
        {},
        element(
          'a',
          { href: config.privacyUrl, target: '_blank', rel: 'noopener noreferrer' },
          words.privacy,
        ),
      ),
    contact !== 'off' && name.node,
    contact !== 'off' && email.node,
    element('div', { class: 'row' }, submit),
  );
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    if (contact !== 'off') {
      const wrong = [name, email].filter((one) => !one.check());
      if (wrong[0]) return wrong[0].focus();
    }
    model.introduce({ consent: consent !== '', name: name.value(), email: email.value() });
    options.onDone();
  });
  return { node, focus: () => (contact === 'off' ? submit.focus() : name.focus()) };
}

export interface Field {
  node: HTMLElement;
  value(): string;
  focus(): void;
  /** Says what is wrong below the field; true where nothing is. */
  check(): boolean;
}

let fields = 0;

export function field(
  label: string,
  type: 'text' | 'email',
  autocomplete: string,
  isRequired: boolean,
  words: Words,
): Field {
  fields += 1;
  const errorId = `error-${fields}`;
  const input = element('input', {
    type,
    autocomplete,
    maxlength: 250,
    required: isRequired,
    'aria-describedby': errorId,
  });
  const error = element('span', { class: 'error', id: errorId, role: 'alert' });
  const node = element(
    'label',
    {},
    element('span', {}, label, !isRequired && element('span', { class: 'hint' }, ` (${words.optional})`)),
    input,
    error,
  );
  return {
    node,
    value: () => input.value.trim(),
    focus: () => input.focus(),
    check() {
      const value = input.value.trim();
      const isMissing = isRequired && value === '';
      const isWrong = type === 'email' && value !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value);
      error.textContent = isMissing ? words.required : isWrong ? words.emailWrong : '';
      input.setAttribute('aria-invalid', String(isMissing || isWrong));
      return !isMissing && !isWrong;
    },
  };
}
