import { describeChannel } from '../channel-description';
import { emailCapabilities } from './email-capabilities';

export const emailDescription = describeChannel({
  kind: 'email',
  slotKind: 'mailbox',
  capabilities: emailCapabilities,
  namedThings: () => [],
});
