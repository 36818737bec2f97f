import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { messagesFor } from '@/app/texts';
import { chooseTimeZone } from './choose-time-zone';
import { chooseLanguage, LANGUAGE_COOKIE } from './language';
import { TIME_ZONE_COOKIE } from './time-zone-cookie';

/** What next-intl asks for with every request: language, texts and the server's clock. */
export default getRequestConfig(async () => {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const locale = chooseLanguage(cookieStore.get(LANGUAGE_COOKIE)?.value, headerStore.get('accept-language'));
  const timeZone = chooseTimeZone(cookieStore.get(TIME_ZONE_COOKIE)?.value);
  return { locale, messages: messagesFor(locale), timeZone, now: new Date() };
});
