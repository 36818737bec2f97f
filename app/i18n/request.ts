import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { messagesFor } from '@/app/texts';
import { chooseLanguage, LANGUAGE_COOKIE } from './language';

/** What next-intl asks for with every request: language, texts and the server's clock. */
export default getRequestConfig(async () => {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const locale = chooseLanguage(cookieStore.get(LANGUAGE_COOKIE)?.value, headerStore.get('accept-language'));
  return { locale, messages: messagesFor(locale), timeZone: 'Europe/Berlin', now: new Date() };
});
