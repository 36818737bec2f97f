import type { ChannelCapabilities } from '@/runtime/channels/channel';

export const emailCapabilities: ChannelCapabilities = {
  subject: true,
  html: true,
  attachments: true,
  quickReplies: false,
  recipients: true,
  immediate: false,
  repeatableSend: false,
};
