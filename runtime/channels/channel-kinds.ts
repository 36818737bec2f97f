import type { ChannelKind } from './channel';

/** Every kind of channel of this installation; one folder here is one kind. */
export const channelKinds: ChannelKind[] = [];
