import * as z from 'zod';
import { readHistory } from '@/runtime/channels/chat/chat-history';
import type { SessionAnswer } from '@/runtime/channels/chat/chat-protocol';
import { openSession } from '@/runtime/channels/chat/open-session';
import { chatPreflight, chatRoute } from '../../chat-route';
import { readJson } from '../../read-body';

export const dynamic = 'force-dynamic';

const requestSchema = z.object({
  language: z.enum(['de', 'en']),
  consent: z.boolean(),
  name: z.string().max(120).optional(),
  email: z.union([z.literal(''), z.email().max(254)]).optional(),
  carry: z.string().max(200).optional(),
});

/** A session for a visitor who is about to write: nothing is kept of anybody before. */
export const POST = chatRoute(async ({ request, chat, address }) => {
  const now = new Date();
  const { session, token } = await openSession(
    chat,
    requestSchema.parse(await readJson(request)),
    address,
    now,
  );
  const answer: SessionAnswer = { token, ...(await readHistory(session, 0, now)) };
  return Response.json(answer, { status: 201 });
});

export const OPTIONS = chatPreflight;
