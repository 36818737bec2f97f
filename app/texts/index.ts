import type { Language } from '@/app/i18n/language';
import adminDe from './de/admin.json';
import authDe from './de/auth.json';
import designerDe from './de/designer.json';
import errorsDe from './de/errors.json';
import inboxDe from './de/inbox.json';
import inspectorDe from './de/inspector.json';
import reportsDe from './de/reports.json';
import shellDe from './de/shell.json';
import simulatorDe from './de/simulator.json';
import adminEn from './en/admin.json';
import authEn from './en/auth.json';
import designerEn from './en/designer.json';
import errorsEn from './en/errors.json';
import inboxEn from './en/inbox.json';
import inspectorEn from './en/inspector.json';
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
