import { leaveTicket } from '@/runtime/channels/chat/open-session';
import { chatPreflight, chatRoute } from '../../chat-route';

export const dynamic = 'force-dynamic';

/** The visitor begins a new matter: his next message opens a ticket of its own. */
export const POST = chatRoute(async ({ session }) => {
  await leaveTicket(await session());
  return new Response(null, { status: 204 });
});

export const OPTIONS = chatPreflight;
