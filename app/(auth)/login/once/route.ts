import { chooseLanguage } from '@/app/i18n/language';
import { getAuth } from '@/runtime/accounts/auth';
import { connectStore } from '@/runtime/store/connect';
import { speakLanguage } from '@/runtime/workspace/speak-language';

export const dynamic = 'force-dynamic';

/** Where the link that `npm start` prints leads: opens a session once, then asks for a password of one's own. */
export async function GET(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get('token') ?? '';
  await connectStore();
  const auth = await getAuth();
  const answer = await auth.api
    .redeemOneTimeLogin({ body: { token }, headers: request.headers, asResponse: true })
    .catch(() => null);
  if (!answer?.ok) return redirectTo('/login?reason=spent');
  // The first one to come decides what the demo workspace speaks; afterwards this changes nothing.
  const cookie = request.headers.get('cookie')?.match(/(?:^|;\s*)stellwerk-language=(\w+)/)?.[1];
  await speakLanguage(chooseLanguage(cookie, request.headers.get('accept-language')), new Date());
  const response = redirectTo('/welcome');
  for (const set of answer.headers.getSetCookie()) response.headers.append('set-cookie', set);
  return response;
}

/** Relative on purpose: behind a proxy the server does not know the address it is reached by. */
function redirectTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}
