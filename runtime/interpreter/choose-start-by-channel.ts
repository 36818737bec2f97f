import type { CompiledFlow } from '@/runtime/flow/compile';
import type { Environment, Facts } from '@/runtime/flow/facts';
import { type ChosenStart, chooseStart } from './choose-start';

/**
 * The start of one flow that takes a message, the channel it came by being called what the flow calls it: a flow that was set
 * up with the mailbox `web-shop` for its own `shop` takes what comes by `web-shop`. `null` where no start takes it.
 * @param channelId the channel that the message came by; told by its name where it is not given
 */
export function chooseStartByChannel(
  flow: CompiledFlow,
  facts: Facts,
  environment: Environment,
  channelId = idOf(facts, environment),
): ChosenStart | null {
  return asFlowCalls(facts, environment, channelId)
    .map((seen) => chooseStart([flow], seen, environment))
    .reduce((best, start) => ((start?.specificity ?? 0) > (best?.specificity ?? 0) ? start : best), null);
}

/**
 * The message as a flow sees it: once for every name that the flow has for its channel; where the flow means other channels by
 * all its names, with none, so that only a start for any channel takes it.
 */
function asFlowCalls(facts: Facts, environment: Environment, channelId: string | undefined): Facts[] {
  const { message } = facts;
  // A message that is only tried out, or whose channel is gone, says all that is known of it.
  if (!message || channelId === undefined) return [facts];
  const names = Object.entries(channelsOf(facts, environment)).flatMap(([name, { id }]) =>
    id === channelId ? [name] : [],
  );
  if (names.length === 0) return [{ ...facts, message: { ...message, channel: '' } }];
  return names.map((name) =>
    name === message.channel ? facts : { ...facts, message: { ...message, channel: name } },
  );
}

function idOf(facts: Facts, environment: Environment): string | undefined {
  return channelsOf(facts, environment)[facts.message?.channel ?? '']?.id;
}

/** Every channel of the message's kind, by the names that the flow has for them. */
function channelsOf({ message }: Facts, environment: Environment): Record<string, { id: string }> {
  switch (message?.channelKind) {
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
