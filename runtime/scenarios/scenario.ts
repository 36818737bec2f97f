import { DateTime, Duration } from 'luxon';
import * as z from 'zod';
import { calendarSchema } from '@/runtime/flow/config-schemas';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { jsonObjectSchema, jsonSchema } from '@/runtime/flow/json';

const partySchema = z.object({ name: z.string().default(''), address: z.string() });

/** What a customer writes; what is not said is assumed. */
export const scenarioMessageSchema = z
  .object({
    from: partySchema,
    to: z.array(partySchema),
    cc: z.array(partySchema),
    subject: z.string(),
    text: z.string(),
    language: z.string().nullable(),
    channel: z.string(),
    channelKind: z.string(),
    address: z.string(),
    automatic: z.boolean(),
    automaticReason: z.string().nullable(),
    bounce: z.boolean(),
    attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
    choice: jsonSchema.nullable(),
    /** What a web hook brought. */
    data: jsonSchema,
  })
  .partial();

const answerSchema = z.union([
  z.object({ result: jsonSchema }),
  z.object({
    error: z.object({ code: z.string(), message: z.string().default(''), timeout: z.boolean().optional() }),
  }),
]);

/** What has to be true at a point. Everything that is named is checked; lists of ports are `node:port`. */
export const expectationSchema = z
  .object({
    /** Slot of the queue the ticket stands in; `null`: in none. */
    queue: z.string().nullable(),
    closed: z.boolean(),
    /** Status of the execution. */
    status: z.enum(['waiting', 'completed', 'failed', 'cancelled']),
    /** Texts that the replies to the customer contain, all of them together; subject included. */
    replyContains: z.array(z.string()),
    replyNotContains: z.array(z.string()),
    /** How many messages were sent to the customer. */
    replies: z.int(),
    /** Fields of the ticket. */
    fields: jsonObjectSchema,
    customerFields: jsonObjectSchema,
    variables: jsonObjectSchema,
    tags: z.array(z.string()),
    priority: z.number(),
    assignee: z.string().nullable(),
    portsTaken: z.array(z.string()),
    portsNotTaken: z.array(z.string()),
    nodesVisited: z.array(z.string()),
    nodesNotVisited: z.array(z.string()),
    noteContains: z.string(),
  })
  .partial()
  .strict();
export type Expectation = z.infer<typeof expectationSchema>;

export const scenarioEventSchema = z.union([
  z.object({ message: scenarioMessageSchema }).strict(),
  /** Moves the clock on by a duration (`PT2H`, `P1D`) or to a time. */
  z.object({ clock: z.string() }).strict(),
  z.object({ activity: z.object({ node: z.string().optional() }).and(answerSchema) }).strict(),
  /** `transfer` puts the ticket into another queue, by its slot. */
  z
    .object({
      agent: z.enum(['take', 'close', 'return', 'transfer']),
      name: z.string().optional(),
      queue: z.string().optional(),
    })
    .strict(),
  /** A scheduled start is due, by the id of its node. */
  z.object({ start: z.string() }).strict(),
  z.object({ expect: expectationSchema }).strict(),
]);
export type ScenarioEvent = z.infer<typeof scenarioEventSchema>;

const boundThingSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** In other languages; history and simulator show each reader his own. */
  names: localizedSchema.optional(),
});

/** The part of an installation that flows of a folder are tried in: `environment.json` beside them, or in the scenario. */
export const scenarioEnvironmentSchema = z
  .object({
    installation: z.object({
      name: z.string(),
      language: z.string(),
      timeZone: z.string(),
      fallbackQueue: z.string().optional(),
    }),
    calendars: z.record(z.string(), calendarSchema),
    holidays: z.record(z.string(), z.record(z.string(), z.string())),
    queues: z.record(z.string(), boundThingSchema),
    mailboxes: z.record(z.string(), boundThingSchema.extend({ address: z.string() })),
    chats: z.record(z.string(), boundThingSchema),
    teams: z.record(z.string(), boundThingSchema),
    agents: z.record(z.string(), boundThingSchema),
  })
  .partial();

/** A test that ships with a flow. */
export const scenarioSchema = z
  .object({
    $schema: z.string().optional(),
    /** What is tried, in a sentence. */
    name: z.union([z.string(), localizedSchema]),
    /** The flow's file, beside the scenario; `flow.json` where nothing is said. */
    flow: z
      .string()
      .regex(/^[\w.-]+\.json$/)
      .default('flow.json'),
    /** Files of the flows that it calls, by slot, beside the scenario. */
    flows: z.record(z.string(), z.string().regex(/^[\w.-]+\.json$/)).default({}),
    /** Where the clock stands at the beginning: ISO 8601; without an offset in the installation's time zone. */
    at: z.string(),
    environment: scenarioEnvironmentSchema.optional(),
    ticket: jsonObjectSchema.optional(),
    customer: jsonObjectSchema.optional(),
    /** Answers to activities, by node. Nodes that are not named are answered by the activity itself where it needs no network. */
    activities: z.record(z.string(), answerSchema).default({}),
    events: z.array(scenarioEventSchema).min(1),
    /** What has to be true at the end. */
    expect: expectationSchema.optional(),
  })
  .strict();
export type Scenario = z.infer<typeof scenarioSchema>;

/** JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): unknown {
  return {
    ...z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' }),
    title: 'Stellwerk scenario',
  };
}

/** The name for a reader. */
export function scenarioName({ name }: Scenario, language = 'en'): string {
  return typeof name === 'string' ? name : (name[language] ?? Object.values(name)[0] ?? '');
}

/** Where a clock event moves the clock to. Throws RangeError when it is neither a duration nor a time. */
export function clockAfter(now: number, source: string, timeZone: string): number {
  if (/^P/i.test(source)) {
    const duration = Duration.fromISO(source);
    if (!duration.isValid) throw new RangeError(`"${source}" is not a duration such as PT2H.`);
    return DateTime.fromMillis(now, { zone: timeZone }).plus(duration).toMillis();
  }
  return timeAt(source, timeZone);
}

/** Milliseconds of an ISO time; without an offset it is read in the time zone given. Throws RangeError. */
export function timeAt(source: string, timeZone: string): number {
  const time = DateTime.fromISO(source, { zone: timeZone });
  if (!time.isValid) throw new RangeError(`"${source}" is not a time such as 2026-11-20T10:00.`);
  return time.toMillis();
}
