import * as z from 'zod';
import { noteTyping } from '@/runtime/channels/chat/note-typing';
import { chatPreflight, chatRoute } from '../../chat-route';
import { readJson } from '../../read-body';

export const dynamic = 'force-dynamic';

/** The visitor has begun to write, or has stopped. */
export const POST = chatRoute(async ({ request, session }) => {
  const visitor = await session();
  const { typing } = z.object({ typing: z.boolean() }).parse(await readJson(request));
  await noteTyping(visitor, typing, new Date());
  return new Response(null, { status: 204 });
});

export const OPTIONS = chatPreflight;
