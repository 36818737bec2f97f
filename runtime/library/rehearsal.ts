import { join } from 'node:path';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Problem } from '@/runtime/flow/problems';
import type { FlowCheck } from './author';
import type { WantedFlow } from './install-template';
import { prepareTemplate } from './prepare-template';
import { readTemplateScenarios, type ScenarioEnvironment, type TemplateScenario } from './template-scenarios';
import { templatesFolder } from './templates';

export interface RehearsedScenario extends TemplateScenario {
  /** The template's own surroundings, with what this installation has in their place. */
  here: ScenarioEnvironment;
}

/** Everything that a template is tried with before it is installed. Nothing of it is stored. */
export interface Rehearsal {
  document: FlowDocument;
  /** With the template's own values for all parameters: what fails only in `document` fails because of them. */
  plain: FlowDocument;
  /** What would keep it from being published. */
  problems: readonly Problem[];
  scenarios: RehearsedScenario[];
}

/** Error: `templateNotFound`. */
export async function rehearseTemplate(
  wanted: WantedFlow,
  check: FlowCheck,
  environment: Environment,
  folder = templatesFolder(),
): Promise<Rehearsal> {
  const { template, document, plain } = await prepareTemplate(wanted, folder);
  const scenarios = await readTemplateScenarios(join(folder, wanted.template), {
    drawn: template.document,
    installed: document,
  });
  return {
    document: { ...document, name: wanted.name },
    plain,
    problems: check(document, wanted.bindings ?? {}),
    scenarios: scenarios.map((one) => ({
      ...one,
      here: withBindings(one.scenario.environment ?? {}, one.special, environment),
    })),
  };
}

/** What of an installation may stand in for what a template brings along. */
const bound = ['calendars', 'queues', 'teams', 'agents'] as const;

/**
 * A scenario's surroundings with this installation's own opening hours, queues, teams and people in the place of the
 * template's. What the scenario itself names is part of what it tries and stays: a calendar that never opens, no standby
 * team. So does all that makes its messages fit: mailboxes, languages, the clock.
 */
export function withBindings(
  own: ScenarioEnvironment,
  special: readonly (keyof ScenarioEnvironment)[],
  here: Environment,
): ScenarioEnvironment {
  const changed = { ...own };
  for (const part of bound.filter((name) => own[name] && !special.includes(name)))
    Object.assign(changed, { [part]: replaced<unknown>(own[part] ?? {}, here[part]) });
  return special.includes('calendars')
    ? changed
    : { ...changed, holidays: { ...own.holidays, ...here.holidays } };
}

function replaced<Value>(
  own: Readonly<Record<string, Value>>,
  here: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(own).map(([slot, value]) => [slot, here[slot] ?? value]));
}
