import type { ChatConfig } from '@/runtime/channels/chat/chat-protocol';
import { element } from './element';
import { readableOn } from './readable-on';
import { style } from './style';
import type { WidgetLanguage } from './words';

export interface Frame {
  /** What stands on the page. */
  host: HTMLElement;
  /** What the chat is put into. */
  root: HTMLElement;
}

/** The chat's own room on somebody else's page: neither's style reaches the other. `theme` is what the page asks for. */
export function createFrame(
  { position, color }: ChatConfig,
  language: WidgetLanguage,
  theme: string | undefined,
  isPage: boolean,
): Frame {
  const host = element('div', { id: 'stellwerk-chat', lang: language });
  const shadow = host.attachShadow({ mode: 'open' });
  dress(shadow);
  const root = element('div', {
    class: `root ${isPage ? 'page' : `bubble ${position}`} ${themeOf(theme, isPage)}`,
  });
  root.style.setProperty('--accent', color);
  root.style.setProperty('--on-accent', readableOn(color));
  shadow.append(root);
  return { host, root };
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

/** On a page of others the widget is light unless the page says that it knows darkness. */
function themeOf(wanted: string | undefined, isPage: boolean): 'light' | 'dark' | 'auto' {
  if (wanted === 'light' || wanted === 'dark' || wanted === 'auto') return wanted;
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return isPage || scheme.includes('dark') ? 'auto' : 'light';
}
