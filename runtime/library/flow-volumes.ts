import * as z from 'zod';
import { channelDescriptions } from '@/runtime/channels/channel-descriptions';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeDefinition, NodeRegistry } from '@/runtime/flow/node-definition';
import { Executions } from '@/runtime/store/executions';
import { type FlowRecord, Flows } from '@/runtime/store/flows';
import { readFlowsBehind } from './flows-behind';

/** What begins a flow: messages of a kind of channel, another flow, the clock, a call from outside. */
export const flowSources = ['email', 'chat', 'call', 'schedule', 'hook'] as const;
export type FlowSource = (typeof flowSources)[number];

export interface FlowVolume {
  id: string;
  sources: FlowSource[];
  /** Executions begun on each of the last days, the oldest first; the last is today. */
  days: number[];
  /** The older flow that takes all messages which would begin this one; see findFlowsBehind. */
  behind: string | null;
}

const DAY_MS = 86_400_000;

/**
 * How much went through every flow on each of the last `days` days, and what begins it.
 * @param timeZone whose days are counted, IANA name
 */
export async function readFlowVolumes(
  registry: NodeRegistry,
  days: number,
  timeZone: string,
  now: Date,
): Promise<FlowVolume[]> {
  const names = dayNames(days, timeZone, now);
  const since = new Date(now.getTime() - days * DAY_MS);
  const [flows, behind, counted] = await Promise.all([
    Flows.find({}).select('document.nodes').lean<Pick<FlowRecord, '_id' | 'document'>[]>().exec(),
    readFlowsBehind(registry),
    Executions.aggregate<{ _id: { flow: string; day: string }; count: number }>([
      { $match: { createdAt: { $gte: since } } },
      {
        $group: {
          _id: {
            flow: '$flowId',
            day: { $dateToString: { date: '$createdAt', format: '%Y-%m-%d', timezone: timeZone } },
          },
          count: { $sum: 1 },
        },
      },
    ]).exec(),
  ]);
  const counts = new Map(counted.map(({ _id, count }) => [`${_id.flow} ${_id.day}`, count]));
  return flows.map(({ _id, document }) => ({
    id: _id,
    sources: sourcesOf(document, registry),
    days: names.map((day) => counts.get(`${_id} ${day}`) ?? 0),
    behind: behind.get(_id) ?? null,
  }));
}

/** What begins a flow, in the order of `flowSources`. */
export function sourcesOf({ nodes }: Pick<FlowDocument, 'nodes'>, registry: NodeRegistry): FlowSource[] {
  const found = new Set(nodes.flatMap(({ type }) => sourcesOfType(registry.get(type))));
  return flowSources.filter((source) => found.has(source));
}

function sourcesOfType(definition: NodeDefinition | undefined): FlowSource[] {
  if (definition?.category !== 'start') return [];
  if (definition.startedBy !== undefined && definition.startedBy !== 'message') return [definition.startedBy];
  // A start by message says by its slots which kinds of channel it listens to.
  const schema = JSON.stringify(z.toJSONSchema(definition.config, { io: 'input', unrepresentable: 'any' }));
  const kinds = channelDescriptions.filter(({ slotKind }) => schema.includes(`"slot":"${slotKind}"`));
  return kinds.length > 0 ? kinds.map(({ kind }) => kind) : ['email'];
}

/** The last days as the time zone writes them, `2026-11-22`. */
function dayNames(days: number, timeZone: string, now: Date): string[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return Array.from({ length: days }, (_, index) =>
    format.format(new Date(now.getTime() - (days - 1 - index) * DAY_MS)),
  );
}
