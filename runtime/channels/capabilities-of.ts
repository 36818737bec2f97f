import type { ChannelCapabilities } from './channel';
import { channelDescriptions } from './channel-descriptions';

/** What is certain of a kind of channel that nobody knows: text, to the one who wrote. */
const least: ChannelCapabilities = {
  subject: false,
  html: false,
  attachments: false,
  quickReplies: false,
  recipients: false,
  immediate: true,
  repeatableSend: false,
};

/** What a kind of channel can carry, for those who only write to it: the inbox asks this instead of naming kinds. */
export function capabilitiesOf(kind: string): ChannelCapabilities {
  return channelDescriptions.find((one) => one.kind === kind)?.capabilities ?? least;
}
