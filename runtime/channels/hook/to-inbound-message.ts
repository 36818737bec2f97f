import * as z from 'zod';
import { bareMessage } from '@/runtime/channels/bare-message';
import type { InboundMessage } from '@/runtime/channels/inbound-message';
import type { Json } from '@/runtime/flow/json';
import { localizedName } from '@/runtime/store/localized-name';
import type { Hook } from './find-hook';
import { HOOK_KIND } from './hook-settings';

/** What Stellwerk reads out of a call by itself; everything in it is for the flow to use as `message.data`. */
const known = z.object({
  subject: z.string().max(1000).optional().catch(undefined),
  text: z.string().max(1_000_000).optional().catch(undefined),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional()
    .catch(undefined),
  customer: z
    .object({
      name: z.string().max(300).default('').catch(''),
      email: z.email().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export interface HookCall {
  /** The body as it came, and read. */
  raw: Uint8Array;
  data: Json;
  /** Unique among the calls of this web hook: a second one with the same is the same call. */
  key: string;
  /** Epoch milliseconds. */
  at: number;
}

/** Reads a call of a web hook into the form that every channel hands in. */
export function toInboundMessage({ channel, answerBy }: Hook, call: HookCall): InboundMessage {
  const body = known.safeParse(call.data).data ?? {};
  const name = localizedName(channel.name, body.language ?? 'en');
  const bare = bareMessage(HOOK_KIND, channel.slot, call.at);
  return {
    ...bare,
    channelId: channel._id,
    channelKind: HOOK_KIND,
    externalId: call.key,
    raw: call.raw,
    facts: {
      ...bare.facts,
      from: { name: body.customer?.name ?? '', address: body.customer?.email ?? '' },
      subject: body.subject ?? name,
      text: body.text ?? '',
      language: body.language ?? null,
      data: call.data,
    },
    fullText: JSON.stringify(call.data, null, 2),
    ...(answerBy ? { answerBy: { channelId: answerBy._id, channelKind: answerBy.kind } } : {}),
  };
}
