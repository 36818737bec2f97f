import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import {
  type Expectation,
  type Scenario,
  scenarioEnvironmentSchema,
  scenarioSchema,
} from '@/runtime/scenarios/scenario';

export type ScenarioEnvironment = z.infer<typeof scenarioEnvironmentSchema>;

export interface TemplateDocuments {
  /** The flow as it lies in the folder. */
  drawn: FlowDocument;
  /** As it is installed: in another language, with other parameters. */
  installed: FlowDocument;
}

export interface TemplateScenario {
  file: string;
  scenario: Scenario;
  /** Surroundings that the scenario itself names: they are part of what it tries. */
  special: readonly (keyof ScenarioEnvironment)[];
}

/**
 * The scenarios that lie in a template's folder, each with the `environment.json` beside it: they go on checking the same
 * thing, whatever an installation's own opening hours are. Scenarios of the template's other flow files are left out, and so
 * is what they expect of texts that the flow has in another language.
 */
export async function readTemplateScenarios(
  folder: string,
  documents: TemplateDocuments,
): Promise<TemplateScenario[]> {
  const names = (await readdir(/* turbopackIgnore: true */ folder)).filter((name) =>
    name.endsWith('.scenario.json'),
  );
  const environment = scenarioEnvironmentSchema.parse(await readJson(join(folder, 'environment.json'), {}));
  const read = await Promise.all(
    names
      .sort()
      .map(async (file) => ({ file, scenario: scenarioSchema.parse(await readJson(join(folder, file))) })),
  );
  return read
    .filter(({ scenario }) => scenario.flow === 'flow.json')
    .map(({ file, scenario }) => ({
      file,
      special: keysOf(scenario.environment),
      scenario: {
        ...inInstalledLanguage(scenario, documents),
        environment: { ...environment, ...scenario.environment },
      },
    }));
}

function keysOf(environment: ScenarioEnvironment = {}): (keyof ScenarioEnvironment)[] {
  return scenarioEnvironmentSchema.keyof().options.filter((key) => environment[key] !== undefined);
}

/** Notes for agents are written in the language that the flow was installed in; the scenario names them as they were drawn. */
function inInstalledLanguage(scenario: Scenario, { drawn, installed }: TemplateDocuments): Scenario {
  const before = JSON.stringify(drawn);
  const after = JSON.stringify(installed);
  const isForeign = (text: string): boolean => {
    const quoted = JSON.stringify(text).slice(1, -1);
    return before.includes(quoted) && !after.includes(quoted);
  };
  const understood = (expected: Expectation): Expectation => {
    const { noteContains, ...others } = expected;
    return noteContains === undefined || isForeign(noteContains) ? others : expected;
  };
  return {
    ...scenario,
    ...(scenario.expect ? { expect: understood(scenario.expect) } : {}),
    events: scenario.events.map((event) =>
      'expect' in event ? { expect: understood(event.expect) } : event,
    ),
  };
}

async function readJson(path: string, missing?: unknown): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (missing !== undefined && error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return missing;
    throw error;
  }
}
