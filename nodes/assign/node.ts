import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import type { Environment } from '@/runtime/flow/facts';
import {
  defineNode,
  fail,
  go,
  type Outcome,
  type OutcomeExtras,
  type PortDefinition,
  wait,
} from '@/runtime/flow/node-definition';
import { nameForReaders } from '@/runtime/flow/reader-environment';

const config = z.object({
  to: z.enum(['agent', 'team', 'last']).default('agent').meta({ widget: 'segmented' }),
  agent: slotField('agent')
    .optional()
    .meta({ showWhen: { to: ['agent'] } }),
  team: slotField('team')
    .optional()
    .meta({ showWhen: { to: ['team'] } }),
  goOn: z.boolean().default(false).meta({ widget: 'switch', advanced: true }),
});
type Config = z.infer<typeof config>;

/** Gives the ticket to an agent or a team. */
export default defineNode({
  type: 'assign',
  version: 1,
  category: 'do',
  icon: 'IconUserCheck',
  config,
  ports({ to, goOn }) {
    const ports: PortDefinition[] = [{ id: goOn ? 'ended' : 'next', kind: 'exit' }];
    if (to === 'last') ports.push({ id: 'nobody', kind: 'exit' });
    return [...ports, { id: 'error', kind: 'error' }];
  },
  settles: true,
  waits: ({ goOn }) => goOn,
  summary: ({ to, agent, team }, translate, environment) =>
    to === 'agent'
      ? translate('summary.agent', { name: environment?.agents[agent ?? '']?.name ?? agent ?? '–' })
      : to === 'team'
        ? translate('summary.team', { name: environment?.teams[team ?? '']?.name ?? team ?? '–' })
        : translate('summary.last'),
  problems: ({ to, agent, team }) =>
    to === 'agent' && agent === undefined
      ? [{ level: 'error', path: ['agent'], key: 'agentMissing' }]
      : to === 'team' && team === undefined
        ? [{ level: 'error', path: ['team'], key: 'teamMissing' }]
        : [],
  run({ config, facts, environment }) {
    if (config.to === 'team') {
      const team = config.team ?? '';
      const bound = environment.teams[team];
      if (!bound) return fail('teamMissing', `No team is bound to "${team}".`);
      return handOver(config, {
        commands: [{ type: 'assignTicket', agent: null, team }],
        because: { key: 'team', values: { name: nameForReaders(bound, team) } },
      });
    }
    const wanted = config.to === 'last' ? (facts.customer.lastAgent ?? '') : (config.agent ?? '');
    const found = agentOf(wanted, environment);
    if (found === null) {
      // Whoever had the customer last may have left; an agent who was named must be there.
      if (config.to === 'last') return go('nobody', { because: { key: 'nobody', values: {} } });
      return fail('agentMissing', `No agent is bound to "${wanted}".`);
    }
    return handOver(config, {
      commands: [{ type: 'assignTicket', agent: found.slot, team: null }],
      because: { key: 'agent', values: { name: found.name } },
    });
  },
  resume({ event }) {
    const reason = event.type === 'handoffEnded' ? event.reason : 'closed';
    return go('ended', { because: { key: reason, values: {} }, read: { reason } });
  },
});

function handOver({ goOn }: Config, extras: OutcomeExtras): Outcome {
  return goOn ? wait([{ for: 'handoff' }], extras) : go('next', extras);
}

/** An agent by slot or, as facts name him, by id. */
function agentOf(wanted: string, { agents }: Environment): { slot: string; name: string } | null {
  const entry = Object.entries(agents).find(([slot, { id }]) => slot === wanted || id === wanted);
  return entry ? { slot: entry[0], name: entry[1].name } : null;
}
