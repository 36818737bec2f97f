import { chooseLanguage, isLanguage, LANGUAGE_COOKIE, type Language } from '@/app/i18n/language';
import type { Account } from '@/runtime/accounts/account';
import { currentAccount } from '@/runtime/accounts/current-account';
import { connectStore } from '@/runtime/store/connect';

export interface Context {
  account: Account | null;
  language: Language;
  /** Ends when the server stops or the reader leaves: subscriptions listen to it. */
  stopping: AbortSignal;
}

/** Made once per HTTP request; a batch of calls shares it. */
export async function createContext(request: Request, stopping: AbortSignal): Promise<Context> {
  await connectStore();
  const account = await currentAccount(request.headers);
  return { account, language: languageOf(request.headers, account), stopping };
}

function languageOf(headers: Headers, account: Account | null): Language {
  if (isLanguage(account?.language)) return account.language;
  const cookie = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=([a-z]{2})`).exec(
    headers.get('cookie') ?? '',
  )?.[1];
  return chooseLanguage(cookie, headers.get('accept-language'));
}
