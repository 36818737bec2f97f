import { ownWords } from '@/app/chat-widget/words';
import { chooseLanguage } from '@/app/i18n/language';
import { type Chat, findChat } from '@/runtime/channels/chat/find-chat';
import { DomainError } from '@/runtime/domain-error';
import { connectStore } from '@/runtime/store/connect';

export const dynamic = 'force-dynamic';

/** A page that is nothing but the chat: to try it out, to link to, and where "offer another channel" leads. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params;
  const preferred = chooseLanguage(undefined, request.headers.get('accept-language'));
  try {
    await connectStore();
    const chat = await findChat(token);
    const language = chat.settings.language === 'auto' ? preferred : chat.settings.language;
    return page(chatPage(chat, language), 200);
  } catch (error) {
    if (!(error instanceof DomainError) || error.family !== 'notFound') throw error;
    return page(document(preferred, 'Chat', `<p>${gone[preferred]}</p>`), 404);
  }
}

const gone = {
  de: 'Diesen Chat gibt es nicht, oder er ist abgeschaltet.',
  en: 'This chat does not exist, or it is switched off.',
};

function chatPage({ channel, settings }: Chat, language: 'de' | 'en'): string {
  const title = ownWords(settings.title, language) || ownWords(channel.name, language);
  const script = `<script src="/chat-widget.js" data-chat="${escapeHtml(settings.publicToken)}" data-mode="page" data-language="${language}" async></script>`;
  return document(language, title, script);
}

function document(language: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${escapeHtml(title)}</title>
<style>body { margin: 0; font-family: system-ui, sans-serif; background: light-dark(#eceef0, #0f1113) } p { padding: 24px }</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function page(html: string, status: number): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // A link may carry a ticket: it goes to no other site.
      'referrer-policy': 'no-referrer',
    },
  });
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
