import type { Language } from '@/app/i18n/language';
import shellDe from './de/shell.json';
import authDe from './de/auth.json';
import inboxDe from './de/inbox.json';
import adminDe from './de/admin.json';
import errorsDe from './de/errors.json';
import designerDe from './de/designer.json';
import inspectorDe from './de/inspector.json';
import simulatorDe from './de/simulator.json';
import reportsDe from './de/reports.json';
import shellEn from './en/shell.json';
import authEn from './en/auth.json';
import inboxEn from './en/inbox.json';
import adminEn from './en/admin.json';
import errorsEn from './en/errors.json';
import designerEn from './en/designer.json';
import inspectorEn from './en/inspector.json';
import simulatorEn from './en/simulator.json';
import reportsEn from './en/reports.json';

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
    errors: errorsDe,
    designer: designerDe,
    inspector: inspectorDe,
    simulator: simulatorDe,
    reports: reportsDe,
  },
  en: {
    shell: shellEn,
    auth: authEn,
    inbox: inboxEn,
    admin: adminEn,
    errors: errorsEn,
    designer: designerEn,
    inspector: inspectorEn,
    simulator: simulatorEn,
    reports: reportsEn,
  },
} as const;

export function messagesFor(language: Language) {
  return texts[language];
}
