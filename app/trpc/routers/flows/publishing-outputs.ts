import * as z from 'zod';
import { plannedOutput, refusedOutput } from './flow-outputs';

export const moveChoice = z.enum(['stay', 'move', 'restart']);

export const waitingOutput = z.array(
  z.object({
    nodeId: z.string(),
    nodeType: z.string(),
    title: z.string().nullable(),
    count: z.int(),
    capped: z.boolean(),
    since: z.date(),
    versions: z.array(z.object({ version: z.int(), count: z.int() })),
    standing: z.enum(['same', 'changed', 'gone', 'called']),
    choices: z.array(moveChoice),
  }),
);

export const moveListOutput = z.array(
  z.object({
    id: z.string(),
    flowId: z.string(),
    toVersion: z.int(),
    choices: z.record(z.string(), moveChoice),
    state: z.enum(['waiting', 'running', 'done']),
    total: z.int(),
    moved: z.int(),
    restarted: z.int(),
    stayed: z.int(),
    startedAt: z.date(),
    finishedAt: z.date().nullable(),
    by: z.string().nullable(),
  }),
);

export const planOutput = z.object({ planned: plannedOutput.nullable(), refused: refusedOutput.nullable() });

export const aliasListOutput = z.object({
  aliases: z.array(
    z.object({
      address: z.string(),
      target: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('draft') }),
        z.object({ kind: z.literal('version'), version: z.int() }),
      ]),
      createdAt: z.date(),
      createdBy: z.string().nullable(),
    }),
  ),
  /** Addresses of the installation's mailboxes, to be chosen from or to be given a `+` part. */
  mailboxes: z.array(z.object({ name: z.record(z.string(), z.string()), addresses: z.array(z.string()) })),
});

export const shareLinkListOutput = z.array(
  z.object({
    id: z.string(),
    label: z.string(),
    createdAt: z.date(),
    createdBy: z.string().nullable(),
    expiresAt: z.date(),
  }),
);
