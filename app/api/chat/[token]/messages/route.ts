import * as z from 'zod';
import { readHistory } from '@/runtime/channels/chat/chat-history';
import { chatLimits } from '@/runtime/channels/chat/chat-limits';
import { type SentFile, takeMessage } from '@/runtime/channels/chat/take-message';
import { handIn } from '@/runtime/engine/hand-in';
import { chatOpening } from '../../chat-opening';
import { chatPreflight, chatRoute } from '../../chat-route';
import { readForm, readJson } from '../../read-body';

export const dynamic = 'force-dynamic';

const messageSchema = z.object({
  clientId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  text: z.string().max(chatLimits.text * 2),
  page: z.string().max(2000),
  choice: z.object({ line: z.string().max(128), index: z.int().min(0).max(100) }).optional(),
});

/** Room for the form around the files. */
const FORM_BYTES = 200_000;

/** Takes a message: 202 only after the ledger has it. */
export const POST = chatRoute(async ({ request, chat, address, session }) => {
  const visitor = await session();
  const { message, files } = await readMessage(request);
  const opening = await chatOpening(chat.settings, Date.now());
  const answer = await takeMessage({
    chat,
    session: visitor,
    request: message,
    files,
    address,
    refused: !opening.open && !opening.takesMessages,
    receive: (inbound) => handIn(inbound),
    now: Date.now,
  });
  return Response.json(answer, { status: 202 });
});

/** What was said so far, after `after`. */
export const GET = chatRoute(async ({ request, session }) => {
  const after = Number(new URL(request.url).searchParams.get('after') ?? 0);
  return Response.json(
    await readHistory(await session(), Number.isFinite(after) && after > 0 ? after : 0, new Date()),
  );
});

export const OPTIONS = chatPreflight;

async function readMessage(
  request: Request,
): Promise<{ message: z.infer<typeof messageSchema>; files: SentFile[] }> {
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  if (!isForm) return { message: messageSchema.parse(await readJson(request)), files: [] };
  const form = await readForm(request, chatLimits.totalBytes + FORM_BYTES);
  const files: SentFile[] = [];
  for (const file of form.getAll('file')) {
    if (!(file instanceof File)) continue;
    const content = new Uint8Array(await file.arrayBuffer());
    files.push({ name: file.name, type: file.type, content });
  }
  return { message: messageSchema.parse(JSON.parse(String(form.get('message')))), files };
}
