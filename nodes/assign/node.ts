import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import { defineNode, go, type PortDefinition } from '@/runtime/flow/node-definition';

const config = z.object({
  to: z.enum(['agent', 'team', 'last']).default('agent').meta({ widget: 'segmented' }),
  agent: slotField('agent')
    .optional()
    .meta({ showWhen: { to: ['agent'] } }),
  team: slotField('team')
    .optional()
    .meta({ showWhen: { to: ['team'] } }),
});

/** Gives the ticket to an agent or a team. */
export default defineNode({
  type: 'assign',
  version: 1,
  category: 'do',
  icon: 'IconUserCheck',
  config,
  ports({ to }) {
    const ports: PortDefinition[] = [{ id: 'next', kind: 'exit' }];
    return to === 'last' ? [...ports, { id: 'nobody', kind: 'exit' }] : ports;
  },
  settles: true,
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
      const team = config.team ?? null;
      const name = environment.teams[team ?? '']?.name ?? team ?? '';
      return go('next', {
        commands: [{ type: 'assignTicket', agent: null, team }],
        because: { key: 'team', values: { name } },
      });
    }
    const agent = config.to === 'last' ? facts.customer.lastAgent : (config.agent ?? null);
    if (agent === null) return go('nobody', { because: { key: 'nobody', values: {} } });
    const name = environment.agents[agent]?.name ?? agent;
    return go('next', {
      commands: [{ type: 'assignTicket', agent, team: null }],
      because: { key: 'agent', values: { name } },
    });
  },
});
