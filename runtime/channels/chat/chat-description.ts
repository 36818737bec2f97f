import { describeChannel } from '../channel-description';
import { chatCapabilities } from './chat-capabilities';
import { chatSettingsSchema } from './chat-settings';

export const chatDescription = describeChannel({
  kind: 'chat',
  slotKind: 'chat',
  capabilities: chatCapabilities,
  namedThings(settings) {
    const { data } = chatSettingsSchema.safeParse(settings);
    return [
      ...(data?.calendar ? [{ kind: 'calendar' as const, slot: data.calendar }] : []),
      ...(data?.transcriptMailbox ? [{ kind: 'mailbox' as const, slot: data.transcriptMailbox }] : []),
    ];
  },
});
