import type { CompiledNode } from '@/runtime/flow/compile';
import type { FlowEvent, Wait } from '@/runtime/flow/execution';
import { ExpressionError, type Expressions } from '@/runtime/flow/expressions';
import type { Environment, Facts } from '@/runtime/flow/facts';
import type { Json, JsonObject } from '@/runtime/flow/json';
import type { NodeContext, Outcome } from '@/runtime/flow/node-definition';
import { type Scope, valueAt } from '@/runtime/flow/scope';
import { seededNumber } from '@/runtime/flow/seeded-random';
import { fillTemplate } from '@/runtime/flow/template-text';
import type { Walk } from './walk';

/** What a node sees while it is visited. Made for every visit, so everything that costs something waits until it is asked for. */
export class NodeWalkContext implements NodeContext<unknown> {
  readonly config: unknown;
  readonly nodeId: string;
  readonly event: FlowEvent;
  readonly facts: Facts;
  readonly environment: Environment;
  readonly variables: Readonly<JsonObject>;
  readonly #walk: Walk;
  readonly #expressions: Expressions;
  #scope: Scope | undefined;

  constructor(
    walk: Walk,
    node: CompiledNode,
    readonly answered: readonly Wait[],
    expressions: Expressions,
  ) {
    this.#walk = walk;
    this.#expressions = expressions;
    this.config = node.config;
    this.nodeId = node.id;
    this.event = walk.event;
    this.facts = walk.facts;
    this.environment = walk.environment;
    this.variables = walk.state.variables;
  }

  get clock() {
    const { message, ticket } = this.facts;
    return {
      now: this.event.at,
      arrival: message?.arrivedAt ?? this.event.at,
      queueEntry: ticket.queuedAt,
    };
  }

  get memory(): Json | undefined {
    return this.#walk.state.nodeState[this.nodeId];
  }

  /** The customer's language where the flow speaks it, else the flow's first. */
  get language(): string {
    const { languages } = this.#walk.root.document.settings;
    const { ticket, message, customer } = this.facts;
    for (const wanted of [ticket.language, message?.language, customer.language]) {
      if (wanted && languages.includes(wanted)) return wanted;
    }
    return languages[0] ?? 'de';
  }

  // Given out as bound functions, made when asked for: nodes take them out of the context by name.
  get value() {
    return (path: string): Json | undefined => valueAt(this.scope, path);
  }

  get fill() {
    return (template: string, places?: Readonly<JsonObject>): string =>
      fillTemplate(template, places ? { ...places, ...this.scope } : this.scope, {
        language: this.language,
        timeZone: this.environment.installation.timeZone,
      });
  }

  get evaluate() {
    return (expression: string): Json | undefined | Promise<Json | undefined> => {
      const source = expression.trimStart().replace(/^=/, '');
      const { executionId, steps } = this.#walk.state;
      const seed = `${executionId} ${this.nodeId} ${steps}`;
      return this.#expressions.evaluate(source, this.scope, { now: this.event.at, seed });
    };
  }

  /** Seeded by the ticket, so that a ticket meets the same fate again in a later execution. */
  get random() {
    return (salt = ''): number => seededNumber(`${this.#walk.state.ticketId} ${this.nodeId} ${salt}`);
  }

  get scope(): Scope {
    this.#scope ??= {
      message: this.facts.message,
      ticket: this.facts.ticket,
      customer: this.facts.customer,
      vars: this.variables,
      installation: this.environment.installation,
      now: this.event.at,
    };
    return this.#scope;
  }
}

/** A node that throws has failed; an expression's error is the author's, anything else is a fault of the node type. */
export function failureOf(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ExpressionError)
    return { kind: 'fail', code: 'expression', message: `[${error.code}] ${message}` };
  return { kind: 'fail', code: 'nodeFault', message };
}
