import type { Language } from '@/app/i18n/language';
import adminDe from './de/admin.json';
import authDe from './de/auth.json';
import chatDe from './de/chat.json';
import designerDe from './de/designer.json';
import errorsDe from './de/errors.json';
import inboxDe from './de/inbox.json';
import inspectorDe from './de/inspector.json';
import publishDe from './de/publish.json';
import replayDe from './de/replay.json';
import reportsDe from './de/reports.json';
import shellDe from './de/shell.json';
import simulatorDe from './de/simulator.json';
import adminEn from './en/admin.json';
import authEn from './en/auth.json';
import chatEn from './en/chat.json';
import designerEn from './en/designer.json';
import errorsEn from './en/errors.json';
import inboxEn from './en/inbox.json';
import inspectorEn from './en/inspector.json';
import publishEn from './en/publish.json';
import replayEn from './en/replay.json';
import reportsEn from './en/reports.json';
import shellEn from './en/shell.json';
import simulatorEn from './en/simulator.json';

/**
 * Every word of the surface, one file per area and language. The area is the next-intl namespace:
 * `useTranslations('inbox')`. A test compares the keys of the two languages.
 */
export const texts = {
  de: {
    shell: shellDe,
    auth: authDe,
    inbox: inboxDe,
    admin: adminDe,
    chat: chatDe,
    errors: errorsDe,
    designer: designerDe,
    inspector: inspectorDe,
    simulator: simulatorDe,
    reports: reportsDe,
    replay: replayDe,
    publish: publishDe,
  },
  en: {
    shell: shellEn,
    auth: authEn,
    inbox: inboxEn,
    admin: adminEn,
    chat: chatEn,
    errors: errorsEn,
    designer: designerEn,
    inspector: inspectorEn,
    simulator: simulatorEn,
    reports: reportsEn,
    replay: replayEn,
    publish: publishEn,
  },
} as const;

export function messagesFor(language: Language) {
  return texts[language];
}
