import * as z from 'zod';
import { authenticationResults } from '@/runtime/flow/facts';
import { jsonSchema } from '@/runtime/flow/json';

const partySchema = z.object({ name: z.string(), address: z.string() });

const authenticationResultSchema = z.enum(authenticationResults);

const messageAuthenticationSchema = z.object({
  verdict: z.enum(['pass', 'fail', 'none', 'unknown']),
  domain: z.string(),
  spf: authenticationResultSchema,
  dkim: authenticationResultSchema,
  dmarc: authenticationResultSchema,
  arc: authenticationResultSchema,
  signedBy: z.array(z.string()),
  checkedBy: z.string(),
});

/** An inbound message as the ledger keeps it until the message lies on its ticket: contents of attachments are files by then. */
export const storedInboundSchema = z.object({
  facts: z.object({
    channelKind: z.string(),
    channel: z.string(),
    address: z.string(),
    from: partySchema,
    to: z.array(partySchema),
    cc: z.array(partySchema),
    subject: z.string(),
    text: z.string(),
    language: z.string().nullable(),
    arrivedAt: z.number(),
    sentAt: z.number().nullable(),
    automatic: z.boolean(),
    automaticReason: z.string().nullable(),
    bounce: z.boolean(),
    messageId: z.string().nullable(),
    references: z.array(z.string()),
    choice: jsonSchema,
    data: jsonSchema.optional(),
    authentication: messageAuthenticationSchema.nullable().optional(),
  }),
  fullText: z.string().nullable(),
  html: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  ticketTokens: z.array(z.string()),
  follows: z.string().nullable().default(null),
  report: z
    .object({
      originalMessageId: z.string().nullable(),
      recipients: z.array(
        z.object({
          address: z.string(),
          hard: z.boolean(),
          permanent: z.boolean(),
          diagnostic: z.string(),
        }),
      ),
    })
    .nullable()
    .default(null),
  start: z.object({ flowId: z.string(), nodeId: z.string() }).nullable().default(null),
  answerBy: z.object({ channelId: z.string(), channelKind: z.string() }).nullable().default(null),
  forwarded: z.object({ from: partySchema, subject: z.string(), text: z.string() }).nullable().default(null),
  attachments: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.number(),
      contentId: z.string().nullable(),
      inline: z.boolean(),
    }),
  ),
});
export type StoredInbound = z.infer<typeof storedInboundSchema>;

/** A ledger line on its way to a ticket. */
export interface LedgerWork {
  ledgerId: string;
  channelId: string;
  channelKind: string;
  inbound: StoredInbound;
  /** First attempt: nothing of it can have been written yet. */
  fresh: boolean;
}
