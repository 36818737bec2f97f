import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { ActivityDefinition } from '@/runtime/flow/activity';
import type { Expressions } from '@/runtime/flow/expressions';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { createActivityClients } from './activity-clients';
import { defaultLimits, type EngineContext, type EngineLimits, type EngineLog } from './engine-context';
import { createEnvironmentSource } from './environment-source';
import { createFlowHolidays } from './flow-holidays';
import { createFlowShelf } from './flow-shelf';

export interface EngineParts {
  registry: NodeRegistry;
  activities: ReadonlyMap<string, ActivityDefinition>;
  expressions: Expressions;
  log: EngineLog;
  limits?: Partial<EngineLimits>;
  now?: () => number;
  allowPrivateHttp?: boolean;
  /** Milliseconds for which settings and published flows may be remembered. */
  rememberMs?: number;
  reached?: (point: string) => Promise<void>;
  /** Called when messages were queued to be sent. */
  onOutgoing?: () => void;
}

/** Puts an engine's context together from its parts; the composition root and tests use it alike. */
export function createEngineContext(parts: EngineParts): EngineContext {
  const now = parts.now ?? Date.now;
  const { log, registry, activities, expressions } = parts;
  const environments = createEnvironmentSource(now, parts.rememberMs, createFlowHolidays(registry));
  const clients = createActivityClients({
    environments,
    now,
    log,
    allowPrivateHttp: parts.allowPrivateHttp ?? false,
  });
  const interpreter = createInterpreter(registry, { expressions });
  return {
    now,
    owner: `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`,
    limits: { ...defaultLimits, ...parts.limits },
    registry,
    activities,
    clientsFor: clients.open,
    prepareActivities: clients.prepare,
    interpreter,
    flows: createFlowShelf(interpreter, now, parts.rememberMs),
    environments,
    log,
    reached: parts.reached ?? (() => Promise.resolve()),
    nudge: (what) => {
      if (what === 'outgoing') parts.onOutgoing?.();
    },
  };
}
