import type { Environment, Facts } from '@/runtime/flow/facts';
import type { ChannelRecord } from '@/runtime/store/channels';

/**
 * A message as a flow sees it: the channel it came by is called what the flow calls it. Once for every name that the flow has
 * for that channel; where it means other channels by all its names, with none, so that only a start for any channel takes it.
 */
export function asFlowCalls(
  facts: Facts,
  environment: Environment,
  channels: readonly Pick<ChannelRecord, '_id' | 'kind' | 'slot'>[],
): Facts[] {
  const { message } = facts;
  const channel =
    message && channels.find(({ kind, slot }) => kind === message.channelKind && slot === message.channel);
  // A message that is only tried out, or whose channel is gone, says all that is known of it.
  if (!message || !channel) return [facts];
  const names = Object.entries(thingsOf(environment, message.channelKind)).flatMap(([name, { id }]) =>
    id === channel._id ? [name] : [],
  );
  if (names.length === 0) return [{ ...facts, message: { ...message, channel: '' } }];
  return names.map((name) =>
    name === message.channel ? facts : { ...facts, message: { ...message, channel: name } },
  );
}

function thingsOf(environment: Environment, channelKind: string): Record<string, { id: string }> {
  switch (channelKind) {
    case 'email':
      return environment.mailboxes;
    case 'chat':
      return environment.chats ?? {};
    case 'hook':
      return environment.hooks ?? {};
    default:
      return {};
  }
}
