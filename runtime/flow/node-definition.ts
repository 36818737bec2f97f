import type * as z from 'zod';
import type { Because, FlowEvent, NodeCommand, Wait } from './execution';
import type { Environment, Facts } from './facts';
import type { FlowDocument, Localized, SlotKind } from './flow-document';
import type { Json, JsonObject } from './json';
import type { RuleGroup } from './rules';

/** How a field of a config schema is drawn in the inspector: `z.string().meta({ widget: 'slot', slot: 'queue' })`. */
export interface FieldMeta {
  /** text (default), textarea, number, switch, select, segmented, slot, weekly-hours, holidays, exceptions, categories, cases, options, questions, outputs, node, rich-text, template, expression, rules, variable, assignments, duration, list, localized, secret, color, json */
  widget?: string;
  /** For `slot`: what kind of thing is named; such fields are found in every node by this mark. */
  slot?: SlotKind;
  /** Shown while all of these sibling fields have one of these values. */
  showWhen?: Record<string, Json[]>;
  /** Texts: `fields.<path>.label`, `.help`, `.options.<value>` in the node's texts; this overrides the path. */
  textKey?: string;
  /** Folded away under "more". */
  advanced?: boolean;
  /** Drawn on the same line as the field before it. */
  half?: boolean;
  /** Paths beyond the flow's scope that only this text can name: `queue.position`. */
  places?: string[];
}

declare module 'zod' {
  interface GlobalMeta extends FieldMeta {}
}

export interface PortDefinition {
  id: string;
  /** `error`, `timeout` and `unsure` may stay unconnected: then the flow's catch or fallback takes over. */
  kind: 'exit' | 'error' | 'timeout' | 'unsure';
  /** The author's own words (a category, a named band); the text `ports.<id>` where it is missing. */
  label?: string;
  /** The same in several languages, where the author wrote it in several; `label` is for who knows no reader. */
  labels?: Localized;
}

/** A node's words: `translate('summary.hours', { from, to })` reads `nodes/<type>/texts.<language>.json`. */
export interface Translate {
  (key: string, values?: Record<string, string | number | boolean>): string;
  /** The reader's language, where it is known: for texts of the author that exist in several. */
  language?: string;
}

/** The author's name for a node of the flow, else the title of its type; `null` where the flow has no such node. */
export type NameOfNode = (nodeId: string) => string | null;

/** What a node may look at. Everything is given: a node has no clock, no randomness and no I/O of its own. */
export interface NodeContext<Config> {
  readonly config: Config;
  readonly nodeId: string;
  readonly event: FlowEvent;
  /** The waits this node had open that `event` answers; empty in `run`. */
  readonly answered: readonly Wait[];
  /** Milliseconds. `now` is the event's own time. */
  readonly clock: { readonly now: number; readonly arrival: number; readonly queueEntry: number | null };
  readonly facts: Facts;
  readonly environment: Environment;
  readonly variables: Readonly<JsonObject>;
  /** What this node kept with `remember`. */
  readonly memory: Json | undefined;
  /** The language to speak to the customer in: one of the flow's languages. */
  readonly language: string;
  /** `message.subject`, `ticket.fields.customerNumber`, `customer.name`, `vars.amount` ... */
  value(path: string): Json | undefined;
  /**
   * Fills `{{path}}` and `{{path|fallback}}` in a text.
   * @param places what only this text knows, by the first word of its path; the field's `places` names them for the editor
   */
  fill(template: string, places?: Readonly<JsonObject>): string;
  /** Evaluates JSONata (without the leading `=`). A promise only where the expression needs one. Throws ExpressionError. */
  evaluate(expression: string): Json | undefined | Promise<Json | undefined>;
  /** 0 <= x < 1, the same for the same execution, node and salt for ever. */
  random(salt?: string): number;
}

export interface OutcomeExtras {
  because?: Because;
  commands?: NodeCommand[];
  /** Flow variables to set. */
  set?: JsonObject;
  /** What this node wants to find as `context.memory` at its next visit or resume. */
  remember?: Json;
  /** Inputs that decided, small, for the tape. */
  read?: JsonObject;
  /** With `wait`: the customer's answer was refused and is asked for again. Counted for the flow's handler. */
  invalidAnswer?: boolean;
}

export type WaitRequest =
  | { for: 'activity'; activity: string; input: Json; timeoutMs: number }
  | { for: 'timer'; at: number }
  | { for: 'message'; deadline?: number }
  | { for: 'handoff'; deadline?: number };

export type Outcome =
  | ({ kind: 'go'; port: string } & OutcomeExtras)
  | ({ kind: 'wait'; waits: WaitRequest[] } & OutcomeExtras)
  | ({ kind: 'end' } & OutcomeExtras)
  | ({ kind: 'fail'; code: string; message: string } & OutcomeExtras)
  /** Walk on at another node of the flow. */
  | ({ kind: 'jump'; nodeId: string } & OutcomeExtras)
  /** Walk another flow and come back to `resume` of this node with its outputs in `context.memory`. */
  | ({ kind: 'call'; flow: string; input: JsonObject } & OutcomeExtras);

export const go = (port: string, extras: OutcomeExtras = {}): Outcome => ({ kind: 'go', port, ...extras });
export const wait = (waits: WaitRequest[], extras: OutcomeExtras = {}): Outcome => ({
  kind: 'wait',
  waits,
  ...extras,
});
export const end = (extras: OutcomeExtras = {}): Outcome => ({ kind: 'end', ...extras });
export const fail = (code: string, message: string, extras: OutcomeExtras = {}): Outcome => ({
  kind: 'fail',
  code,
  message,
  ...extras,
});
export const jump = (nodeId: string, extras: OutcomeExtras = {}): Outcome => ({
  kind: 'jump',
  nodeId,
  ...extras,
});
export const call = (flow: string, input: JsonObject, extras: OutcomeExtras = {}): Outcome => ({
  kind: 'call',
  flow,
  input,
  ...extras,
});

export type NodeCategory = 'start' | 'decide' | 'think' | 'do';

/** A problem a node finds in its own config; `path` is the field, `key` a text `problems.<key>` of the node. */
export interface ConfigProblem {
  level: 'error' | 'warning';
  path: (string | number)[];
  key: string;
  values?: Record<string, string | number>;
}

/** A variable that a node writes, offered to everything that comes after it. */
export interface WrittenVariable {
  name: string;
  /** `object`: also where it is known only when it is walked. */
  type: 'text' | 'number' | 'boolean' | 'date' | 'list' | 'object';
  /** The path whose value it takes: it is of that one's type. */
  sameAs?: string;
}

/** When a `start` node takes an event. Matching several flows, the most specific wins. */
export interface StartMatch {
  /** 0 = does not match; more = more specific. */
  specificity: number;
}

/** An answer that an activity could give: offered by the simulator and by scenarios. */
export interface ExampleAnswer {
  /** `examples.<key>` of the node's texts, with `values`. */
  key: string;
  values?: Record<string, string | number>;
  answer: { result: Json } | { error: { code: string; message: string; timeout?: boolean } };
}

/** A test of several ways: which one a ticket was given stands in the ticket field `field`. */
export interface TestMeasure {
  field: string;
  options: { value: string; label: string }[];
  /** What counts as success, of a ticket that has ended. */
  success: RuleGroup;
}

export interface NodeSpecification<Schema extends z.ZodType> {
  type: string;
  version: number;
  category: NodeCategory;
  /** Name of a Tabler icon, `IconClock`. */
  icon: string;
  config: Schema;
  /** Starts only: does this node take this message? Only called for category `start`. */
  matches?(config: z.infer<Schema>, facts: Facts, environment: Environment): StartMatch;
  ports: PortDefinition[] | ((config: z.infer<Schema>) => PortDefinition[]);
  /** One line in words for the card on the canvas. */
  summary?(
    config: z.infer<Schema>,
    translate: Translate,
    environment?: Environment,
    nodeName?: NameOfNode,
  ): string;
  variables?(config: z.infer<Schema>): WrittenVariable[];
  /** Fields of ticket and customer that it writes, by path: `ticket.fields.number`. Offered to everything that comes after it. */
  fields?(config: z.infer<Schema>): WrittenVariable[];
  /** Checks beyond the schema: a category without examples, hours that nobody covers ... */
  problems?(config: z.infer<Schema>, flow: FlowDocument): ConfigProblem[];
  /** Whether a ticket has found its place after this node (queue, close, reply): a path needs one such node. */
  settles?: boolean;
  /** Whether a customer gets a message here: for reply-loop checks. */
  replies?: boolean;
  /** Whether a walk always stops here for an event or for time: a loop needs one such node. */
  waits?: boolean | ((config: z.infer<Schema>) => boolean);
  /** Starts only: begun by a message (default), by another flow that calls this one, by the clock, or by a web hook. */
  startedBy?: 'message' | 'call' | 'schedule' | 'hook';
  /**
   * Starts with `startedBy: 'schedule'`: the first moment strictly after `after` at which it is due (both epoch milliseconds), `null`
   * when it never is again.
   */
  nextDue?(config: z.infer<Schema>, after: number, environment: Environment): number | null;
  /**
   * Sorts tickets: writes one of `options` into the ticket field `field`. Inbox views are generated from it.
   * Labels are the author's own words.
   */
  sorts?(config: z.infer<Schema>): { field: string; options: { value: string; label: string }[] };
  /** Tries several ways on tickets: their outcomes are counted by `testOutcome`. */
  measures?(config: z.infer<Schema>): TestMeasure;
  /** Ids of nodes that a walk goes on at without an edge (`jump`). */
  leadsTo?(config: z.infer<Schema>): string[];
  /** Addresses that get mail from here: one of the installation's own mailboxes would be a loop. */
  sendsTo?(config: z.infer<Schema>): string[];
  /**
   * For nodes that ask an activity: what it could answer, one for every way on. Failure and timeout are added for every such node
   * (`exampleAnswers` in example-answers.ts).
   */
  exampleAnswers?(config: z.infer<Schema>): ExampleAnswer[];
  run(context: NodeContext<z.infer<Schema>>): Outcome | Promise<Outcome>;
  /** Called when an open wait of this node is answered. */
  resume?(context: NodeContext<z.infer<Schema>>): Outcome | Promise<Outcome>;
  /** Lifts a config of an older version of this type, one version at a time. */
  migrate?(config: JsonObject, fromVersion: number): JsonObject;
}

/** A node type with its config type forgotten: what registries hold. Configs are parsed by `config` before any call. */
export interface NodeDefinition extends NodeSpecification<z.ZodType> {
  ports(config: unknown): PortDefinition[];
}

/**
 * Declares a node type. The same definition serves canvas, inspector, validation, interpreter, simulator and replay.
 */
export function defineNode<Schema extends z.ZodType>(
  specification: NodeSpecification<Schema>,
): NodeDefinition {
  const { ports } = specification;
  // The one place where the config's type is forgotten: whoever holds a definition parses with `config` first.
  return {
    ...specification,
    ports: typeof ports === 'function' ? ports : () => ports,
  } as unknown as NodeDefinition;
}

/** All node types of this installation, by type. Made by the generated registry. */
export type NodeRegistry = ReadonlyMap<string, NodeDefinition>;
