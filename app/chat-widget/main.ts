import { createChatClient } from './chat-client';
import { type ChatModel, createChatModel } from './chat-model';
import { createFrame } from './frame';
import { createKeeper } from './kept';
import { createLauncher } from './launcher';
import { createPanel, type Panel } from './panel';
import { type WidgetLanguage, wordsOf } from './words';

/** How long a page that nobody looks at goes on listening. */
const HIDDEN_MS = 60_000;
/** How long what comes in may still be what was said before. */
const SETTLED_MS = 2500;

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

  const { host, root } = createFrame(config, language, theme, isPage);
  const launcher = createLauncher(words);
  let opened = isPage;
  let unread = 0;
  let panel: Panel | null = null;
  const isNews = newsAfter(SETTLED_MS);
  const model = createChatModel({
    client,
    keeper: createKeeper(chat),
    config,
    language,
    carry,
    page: () => location.origin + location.pathname,
    onChange: () => panel?.show(),
    onNews() {
      if (opened || !isNews()) return;
      unread += 1;
      launcher.show(opened, unread);
    },
  });
  panel = createPanel({ model, words, language, carried: carry !== null, onClose: isPage ? null : close });
  const attend = attendWhileVisible(model);

  function show(withFocus: boolean): void {
    opened = true;
    unread = 0;
    root.classList.add('opened');
    if (panel && !panel.node.isConnected) root.append(panel.node);
    panel?.show();
    panel?.toEnd();
    launcher.show(opened, unread);
    attend();
    if (withFocus) panel?.focus();
  }

  function close(): void {
    opened = false;
    root.classList.remove('opened');
    panel?.node.remove();
    launcher.show(opened, unread);
    launcher.node.focus();
  }

  if (!isPage) root.append(launcher.node);
  document.body.append(host);
  launcher.node.addEventListener('click', () => (opened ? close() : show(true)));
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

/** What stood there before is no news. */
function newsAfter(milliseconds: number): () => boolean {
  let settled = false;
  setTimeout(() => {
    settled = true;
  }, milliseconds);
  return () => settled;
}

/** Listens while the page is seen, and for a while longer; the function given back begins it. */
function attendWhileVisible(model: ChatModel): () => void {
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const attend = () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(() => model.attend(false), HIDDEN_MS);
    else model.attend(true);
  };
  document.addEventListener('visibilitychange', attend);
  return attend;
}

function languageOf(tag: HTMLScriptElement, wanted: 'auto' | 'de' | 'en'): WidgetLanguage {
  if (wanted !== 'auto') return wanted;
  const said = tag.dataset.language || document.documentElement.lang || navigator.language;
  return said.toLowerCase().startsWith('de') ? 'de' : 'en';
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
