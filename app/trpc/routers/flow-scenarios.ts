import * as z from 'zod';
import { recordTicket } from '@/runtime/cli/flow/record-ticket';
import { identifierSchema } from '@/runtime/flow/flow-document';
import { jsonSchema } from '@/runtime/flow/json';
import { deleteScenario, keepScenario, listScenarios } from '@/runtime/library/flow-scenarios';
import { scenarioSchema } from '@/runtime/scenarios/scenario';
import { procedure, router } from '../init';
import { answerLocally } from './flows/answer-locally';
import { activityAnswerOutput } from './flows/recorded-outputs';

const flow = z.object({ flowId: identifierSchema });
const id = z.string().min(1).max(64);

/** The tests of a flow: messages with what must come of them. They are run in the browser, on the draft as it is drawn. */
export const flowScenariosRouter = router({
  list: procedure('flow.read')
    .input(flow)
    .output(
      z.array(
        z.object({
          id: z.string(),
          scenario: scenarioSchema,
          updatedAt: z.date(),
          updatedBy: z.string().nullable(),
        }),
      ),
    )
    .query(({ input }) => listScenarios(input.flowId)),
  keep: procedure('flow.edit')
    .input(flow.extend({ id: id.optional(), scenario: scenarioSchema }))
    .output(z.object({ id: z.string() }))
    .mutation(({ input, ctx }) => keepScenario(input, ctx.account)),
  delete: procedure('flow.edit')
    .input(flow.extend({ id }))
    .output(z.void())
    .mutation(({ input }) => deleteScenario(input.flowId, input.id)),
  /** A scenario of a real ticket, personal data replaced, to be looked at before it is kept. Stores nothing. */
  fromTicket: procedure('flow.edit')
    .input(z.object({ number: z.int().min(1) }))
    .output(
      z.object({ scenario: scenarioSchema, flow: z.string(), flowVersion: z.int(), sameWay: z.boolean() }),
    )
    .query(({ input }) => recordTicket(input.number)),
  /** Performs an activity without reaching anything outside, as scenarios are answered. Stores nothing. */
  answer: procedure('flow.read')
    .input(
      z.object({
        activity: z.string().max(80),
        input: jsonSchema,
        config: jsonSchema,
        idempotencyKey: z.string().max(200),
        now: z.number(),
      }),
    )
    .output(activityAnswerOutput)
    .mutation(({ input }) => answerLocally(input)),
});
