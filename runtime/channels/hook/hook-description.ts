import { describeChannel } from '../channel-description';
import { HOOK_KIND, hookSettingsSchema } from './hook-settings';

export const hookDescription = describeChannel({
  kind: HOOK_KIND,
  slotKind: 'hook',
  capabilities: null,
  namedThings(settings) {
    const answerBy = hookSettingsSchema.safeParse(settings).data?.answerBy;
    return answerBy ? [{ kind: 'mailbox', id: answerBy }] : [];
  },
});
