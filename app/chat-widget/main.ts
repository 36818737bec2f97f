import { createChatClient } from './chat-client';
import { createChatModel } from './chat-model';
import { element, icons } from './element';
import { createKeeper } from './kept';
import { createPanel, type Panel } from './panel';
import { readableOn } from './readable-on';
import { style } from './style';
import { type WidgetLanguage, wordsOf } from './words';

/** How long a page that nobody looks at goes on listening. */
const HIDDEN_MS = 60_000;

/**
 * The chat widget. One script tag puts it on a page:
 *   <script src="https://desk.example.com/chat-widget.js" data-chat="PUBLIC TOKEN" async></script>
 * `data-language` de | en (else the page's), `data-theme` light | dark | auto, `data-open` shows it at once, `data-mode="page"`
 * fills the page with it. The page may call `StellwerkChat.open()`, `.close()` and `.toggle()`.
 */
const script = document.currentScript;

async function start(tag: HTMLScriptElement): Promise<void> {
  const { chat = '', mode, theme, open } = tag.dataset;
  if (chat === '' || document.getElementById('stellwerk-chat')) return;
  const base = new URL(tag.src).origin;
  const client = createChatClient(base, chat);
  const isPage = mode === 'page';
  const config = await client.config();
  const language = languageOf(tag, config.language);
  const words = wordsOf(language);
  const carry = isPage ? new URLSearchParams(location.search).get('with') : null;

  const host = element('div', { id: 'stellwerk-chat', lang: language });
  const shadow = host.attachShadow({ mode: 'open' });
  dress(shadow);
  const root = element('div', {
    class: `root ${isPage ? 'page' : `bubble ${config.position}`} ${themeOf(theme, isPage)}`,
  });
  root.style.setProperty('--accent', config.color);
  root.style.setProperty('--on-accent', readableOn(config.color));
  const badge = element('span', { class: 'badge', hidden: true, 'aria-hidden': 'true' });
  const launcher = element(
    'button',
    { class: 'launcher', type: 'button', 'aria-label': words.open, 'aria-expanded': 'false' },
    icons.chat(),
    badge,
  );
  let opened = isPage;
  let unread = 0;
  let panel: Panel | null = null;
  // What stood there before is no news.
  let settled = false;
  setTimeout(() => {
    settled = true;
  }, 2500);

  const model = createChatModel({
    client,
    keeper: createKeeper(chat),
    config,
    language,
    carry,
    page: () => location.origin + location.pathname,
    onChange: () => panel?.show(),
    onNews() {
      if (opened || !settled) return;
      unread += 1;
      showLauncher();
    },
  });
  panel = createPanel({ model, words, language, carried: carry !== null, onClose: isPage ? null : close });

  function showLauncher(): void {
    badge.hidden = unread === 0;
    badge.textContent = String(unread);
    launcher.setAttribute('aria-expanded', String(opened));
    const label = unread > 0 ? words.openUnread(unread) : words.open;
    launcher.setAttribute('aria-label', opened ? words.close : label);
  }

  function show(withFocus: boolean): void {
    opened = true;
    unread = 0;
    root.classList.add('opened');
    if (panel && !panel.node.isConnected) root.append(panel.node);
    panel?.show();
    panel?.toEnd();
    showLauncher();
    attend();
    if (withFocus) panel?.focus();
  }

  function close(): void {
    opened = false;
    root.classList.remove('opened');
    panel?.node.remove();
    showLauncher();
    launcher.focus();
  }

  let leaving: ReturnType<typeof setTimeout> | undefined;
  function attend(): void {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(() => model.attend(false), HIDDEN_MS);
    else model.attend(true);
  }
  document.addEventListener('visibilitychange', attend);

  if (!isPage) root.append(launcher);
  shadow.append(root);
  document.body.append(host);
  launcher.addEventListener('click', () => (opened ? close() : show(true)));
  if (isPage || open !== undefined) show(false);
  else attend();
  Object.assign(window, {
    StellwerkChat: {
      open: () => show(true),
      close: () => !isPage && opened && close(),
      toggle: () => (opened && !isPage ? close() : show(true)),
    },
  });
}

/** A constructed sheet is allowed where the page's policy forbids inline styles. */
function dress(shadow: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(element('style', {}, style));
  }
}

function languageOf(tag: HTMLScriptElement, wanted: 'auto' | 'de' | 'en'): WidgetLanguage {
  if (wanted !== 'auto') return wanted;
  const said = tag.dataset.language || document.documentElement.lang || navigator.language;
  return said.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** On a page of others the widget is light unless the page says that it knows darkness. */
function themeOf(wanted: string | undefined, isPage: boolean): 'light' | 'dark' | 'auto' {
  if (wanted === 'light' || wanted === 'dark' || wanted === 'auto') return wanted;
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return isPage || scheme.includes('dark') ? 'auto' : 'light';
}

function begin(tag: HTMLScriptElement): void {
  start(tag).catch((error: unknown) => {
    // A page must not suffer from a chat that is away; whoever looks into it finds why.
    console.warn('Stellwerk chat is not available.', error);
    if (tag.dataset.mode === 'page') document.body.append(wordsOf(languageOf(tag, 'auto')).unavailable);
  });
}

if (script instanceof HTMLScriptElement) {
  if (document.body) begin(script);
  else document.addEventListener('DOMContentLoaded', () => begin(script), { once: true });
}
