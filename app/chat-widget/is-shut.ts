import type { ChatConfig } from '@/runtime/channels/chat/chat-protocol';

/** Out of hours, and not even messages for later are taken. */
export function isShut({ opening }: ChatConfig): boolean {
  return !opening.open && !opening.takesMessages;
}
