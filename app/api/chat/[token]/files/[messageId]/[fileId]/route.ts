import { DomainError } from '@/runtime/domain-error';
import { findChatLine } from '@/runtime/store/chat-lines';
import { readFile } from '@/runtime/store/files';
import { findMessagesById } from '@/runtime/store/messages';
import { chatPreflight, chatRoute } from '../../../../chat-route';

export const dynamic = 'force-dynamic';

/** A file of a message that stands in the visitor's own chat. */
export const GET = chatRoute<{ token: string; messageId: string; fileId: string }>(
  async ({ session }, { messageId, fileId }) => {
    const visitor = await session();
    const id = decodeURIComponent(messageId);
    const line = await findChatLine(visitor._id, id);
    const [message] = line ? await findMessagesById([id]) : [];
    const attachment = message?.attachments.find((candidate) => candidate.fileId === fileId);
    if (!attachment) throw new DomainError('notFound', 'fileNotFound', 'There is no such file.');
    const content = await readFile('attachments', fileId);
    return new Response(new Uint8Array(content), {
      headers: {
        // Only ever downloaded: the widget hands it to the browser as a file.
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, max-age=3600',
        'x-content-type-options': 'nosniff',
      },
    });
  },
);

export const OPTIONS = chatPreflight;
