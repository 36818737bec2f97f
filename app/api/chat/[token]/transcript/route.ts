import * as z from 'zod';
import { writeTranscript } from '@/runtime/channels/chat/write-transcript';
import { queueOutgoing } from '@/runtime/engine/queue-outgoing';
import { localizedName } from '@/runtime/store/localized-name';
import { chatPreflight, chatRoute } from '../../chat-route';
import { readJson } from '../../read-body';

export const dynamic = 'force-dynamic';

const requestSchema = z.object({
  clientId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  email: z.email().max(254),
});

/** Mails the visitor what was said: as a message of his ticket, so that agents see it and his answer comes back to it. */
export const POST = chatRoute(async ({ request, chat, address, session }) => {
  const visitor = await session();
  const { clientId, email } = requestSchema.parse(await readJson(request));
  const now = new Date();
  const { mailbox, ...transcript } = await writeTranscript(chat, visitor, address, now);
  await queueOutgoing(
    [
      {
        ...transcript,
        id: `transcript:${visitor._id}:${clientId}`,
        channel: {
          _id: mailbox._id,
          kind: mailbox.kind,
          name: localizedName(mailbox.name, transcript.language),
          address: mailbox.addresses[0] ?? '',
        },
        purpose: 'notification',
        to: [{ name: visitor.name, address: email }],
        cc: [],
        html: null,
        author: null,
        inReplyTo: null,
        attachments: [],
        quickReplies: [],
        attachOriginal: false,
      },
    ],
    now,
  );
  return new Response(null, { status: 202 });
});

export const OPTIONS = chatPreflight;
