import * as z from 'zod';

export const HOOK_KIND = 'hook';

/** The only secret of a web hook: the key that its callers sign with. */
export const hookSecret = 'signature';
export const hookSecretPurpose = (channelId: string) => `channel:${channelId}:${hookSecret}`;

/** Settings of a web hook that another system calls. */
export const hookSettingsSchema = z.object({
  /** The last part of its address: whoever knows it may call. */
  token: z.string().min(20).max(100),
  /** Calls without a right signature are refused. */
  signed: z.boolean().default(false),
  /** Id of the mailbox that answers to the customers go out by; `null`: the first one. */
  answerBy: z.string().nullable().default(null),
});
export type HookSettings = z.infer<typeof hookSettingsSchema>;
