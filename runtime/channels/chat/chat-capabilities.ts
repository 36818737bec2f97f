import type { ChannelCapabilities } from '@/runtime/channels/channel';

export const chatCapabilities: ChannelCapabilities = {
  subject: false,
  html: false,
  attachments: true,
  quickReplies: true,
  recipients: false,
  immediate: true,
  repeatableSend: true,
};
