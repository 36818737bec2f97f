import * as z from 'zod';
import { ActivityError, defineActivity } from '@/runtime/flow/activity';

/** Has the link made and signed: only the server knows the key, and where it is reached from outside. */
export default defineActivity({
  name: 'offer-channel',
  input: z.object({ chat: z.string(), expiresAt: z.number() }),
  retry: { attempts: 3, firstDelayMs: 1000 },
  async perform({ chat, expiresAt }, { clients }) {
    const link = await clients.chatLink(chat, expiresAt);
    if (link === null) throw new ActivityError('chatUnknown', `There is no chat "${chat}" in use.`);
    return { link };
  },
});
