import { chatLimits } from './chat-limits';
import type { ChatConfig, ChatOpening } from './chat-protocol';
import type { Chat } from './find-chat';

/** What everybody may know of a chat. */
export function chatConfig({ channel, settings }: Chat, opening: ChatOpening): ChatConfig {
  const { text, files, fileBytes, totalBytes } = chatLimits;
  return {
    name: channel.name[settings.language === 'en' ? 'en' : 'de'] ?? channel.slot,
    language: settings.language,
    color: settings.color,
    position: settings.position,
    title: settings.title,
    greeting: settings.greeting,
    consent: settings.consent,
    privacyUrl: settings.privacyUrl,
    contact: settings.contact,
    files: settings.files,
    transcript: settings.transcript,
    opening,
    limits: { text, files, fileBytes, totalBytes },
  };
}
