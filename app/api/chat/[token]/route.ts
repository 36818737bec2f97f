import { chatConfig } from '@/runtime/channels/chat/chat-config';
import { chatOpening } from '../chat-opening';
import { chatPreflight, chatRoute } from '../chat-route';

export const dynamic = 'force-dynamic';

/** How a chat looks and whether it is open: the first thing that the widget asks. */
export const GET = chatRoute(async ({ chat }) =>
  Response.json(chatConfig(chat, await chatOpening(chat.settings, Date.now()))),
);

export const OPTIONS = chatPreflight;
