import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';
import type { Chat } from './chat';

type ChatInput = inferRouterInputs<AppRouter>['chats']['add'];
type Settings = Required<Chat['settings']>;

/** The operator's own words, each in both languages. */
export const wordFields = ['title', 'greeting', 'consent', 'offlineText'] as const;
export type WordField = (typeof wordFields)[number];

export interface ChatForm
  extends Pick<
    Settings,
    | 'allowedOrigins'
    | 'color'
    | 'position'
    | 'language'
    | 'privacyUrl'
    | 'contact'
    | 'calendar'
    | 'offline'
    | 'files'
    | 'transcript'
    | 'transcriptMailbox'
  > {
  name: string;
  enabled: boolean;
  de: Record<WordField, string>;
  en: Record<WordField, string>;
}

export function formOf(chat: Chat | null, locale: string, greeting: { de: string; en: string }): ChatForm {
  const settings = chat?.settings;
  const wordsIn = (language: 'de' | 'en') => ({
    title: settings?.title[language] ?? '',
    greeting: settings ? (settings.greeting[language] ?? '') : greeting[language],
    consent: settings?.consent[language] ?? '',
    offlineText: settings?.offlineText[language] ?? '',
  });
  return {
    name: chat ? (chat.name[locale] ?? chat.slot) : '',
    enabled: chat?.enabled ?? true,
    allowedOrigins: settings?.allowedOrigins ?? [],
    color: settings?.color ?? '#1d6f72',
    position: settings?.position ?? 'right',
    language: settings?.language ?? 'auto',
    privacyUrl: settings?.privacyUrl ?? '',
    contact: settings?.contact ?? 'off',
    calendar: settings?.calendar ?? null,
    offline: settings?.offline ?? 'takeMessages',
    files: settings?.files ?? true,
    transcript: settings?.transcript ?? true,
    transcriptMailbox: settings?.transcriptMailbox ?? null,
    de: wordsIn('de'),
    en: wordsIn('en'),
  };
}

/** Empty words are left away: the widget has its own. */
export function inputOf({ name, enabled, de, en, ...settings }: ChatForm): ChatInput {
  const words = (field: WordField) =>
    Object.fromEntries(
      Object.entries({ de: de[field].trim(), en: en[field].trim() }).filter(([, text]) => text !== ''),
    );
  return {
    name,
    enabled,
    settings: {
      ...settings,
      title: words('title'),
      greeting: words('greeting'),
      consent: words('consent'),
      offlineText: words('offlineText'),
    },
  };
}

/** `www.example.com/shop` -> `https://www.example.com`: what people paste; null where it cannot be a site. */
export function siteOf(typed: string): string | null {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/[,;]+$/, '');
  const withScheme = /^https?:\/\//.test(text) ? text : `https://${text}`;
  return /^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?(?=\/|$)/.exec(withScheme)?.[0] ?? null;
}
