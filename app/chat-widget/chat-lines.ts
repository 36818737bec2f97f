import type { ChatLine } from '@/runtime/channels/chat/chat-protocol';
import type { Unsent } from './outbox';

export interface ChatLines {
  /** By place. */
  list(): ChatLine[];
  lastPlace(): number;
  /** Puts a line in, or in the place of what it was before; true if it is new. */
  put(line: ChatLine): boolean;
  /** A message of the visitor's as it will come by the stream, until it does. */
  putOwn(id: string, message: Unsent): void;
  clear(): void;
}

/** What was said so far, as far as this page knows it. */
export function createChatLines(): ChatLines {
  const lines = new Map<string, ChatLine>();
  const lastPlace = () => Math.max(0, ...[...lines.values()].map(({ place }) => place));
  return {
    list: () => [...lines.values()].sort((one, other) => one.place - other.place),
    lastPlace,
    put(line) {
      const isNew = !lines.has(line.id);
      lines.set(line.id, line);
      return isNew;
    },
    putOwn(id, { request, text, files }) {
      if (lines.has(id)) return;
      lines.set(id, {
        id,
        place: lastPlace() + 0.5,
        from: 'visitor',
        name: null,
        text,
        at: Date.now(),
        files: files.map(({ name, type, size }) => ({ id: '', name, type, size })),
        quickReplies: [],
        clientId: request.clientId,
      });
    },
    clear: () => lines.clear(),
  };
}
