import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { activityRegistry } from '@/nodes/activities.generated';
import { nodeRegistry } from '@/nodes/registry.generated';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { flowTextsSchema, localizeFlow } from '@/runtime/flow/localize-flow';
import { migrateFlow } from '@/runtime/flow/migrate';
import { findProblems } from '@/runtime/flow/problems';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { slotsOf } from '@/runtime/flow/slots';
import { prepareTemplate } from '@/runtime/library/prepare-template';
import { applyParameters } from '@/runtime/library/template-parameters';
import { readTemplateScenarios } from '@/runtime/library/template-scenarios';
import { performLocally } from '@/runtime/scenarios/perform-locally';
import { textReport } from '@/runtime/scenarios/report';
import { runFolders } from '@/runtime/scenarios/run-folders';
import { runScenario } from '@/runtime/scenarios/run-scenario';

const folder = fileURLToPath(new URL('.', import.meta.url));
const templates = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const expressions = createJsonataExpressions();

const readJson = (path: string): unknown => JSON.parse(readFileSync(`${folder}${path}`, 'utf8'));

describe.each(templates)('%s', (name) => {
  it('can be published in the environment it brings', () => {
    const flow = migrateFlow(readJson(`${name}/flow.json`), nodeRegistry);
    const environment = sampleEnvironment(Object(readJson(`${name}/environment.json`)));
    expect(findProblems(flow, nodeRegistry, environment)).toEqual([]);
  });

  it('has its words in both languages', () => {
    const flow = migrateFlow(readJson(`${name}/flow.json`), nodeRegistry);
    const [german, english] = ['de', 'en'].map((language) =>
      flowTextsSchema.parse(readJson(`${name}/texts.${language}.json`)),
    );
    expect(Object.keys(german?.nodes ?? {})).toEqual(Object.keys(english?.nodes ?? {}));
    expect(Object.keys(english?.nodes ?? {}).sort()).toEqual(flow.nodes.map(({ id }) => id).sort());
    expect(english && localizeFlow(flow, english)).toEqual(flow);
    const template = z
      .object({ title: localizedSchema, description: localizedSchema })
      .parse(readJson(`${name}/template.json`));
    expect(Object.keys(template.title).sort()).toEqual(['de', 'en']);
    expect(template.description).toEqual({ de: german?.description, en: english?.description });
  });

  it('calls the things that it names by names in both languages', async () => {
    const { template, document } = await prepareTemplate({ template: name, language: 'en' }, folder);
    const used = slotsOf(document, nodeRegistry).map((slot) => `${slot.kind}:${slot.name}`);
    expect(Object.keys(template.slots).sort()).toEqual([...new Set(used)].sort());
    for (const names of Object.values(template.slots))
      expect(Object.keys(names).sort()).toEqual(['de', 'en']);
  });

  it('has parameters that stand where they say, with the template’s own values', async () => {
    for (const language of ['de', 'en']) {
      const { template, plain } = await prepareTemplate({ template: name, language }, folder);
      for (const parameter of template.parameters) {
        expect(Object.keys(parameter.label).sort()).toEqual(['de', 'en']);
        for (const target of parameter.targets) {
          // Another value than its own, at this target alone: it has to change just there.
          const one = { ...parameter, targets: [target] };
          const other = parameter.kind === 'text' ? { de: 'Anders', en: 'Other' } : parameter.max;
          const changed = applyParameters(plain, [one], { [parameter.id]: other }, language);
          const where = `${parameter.id} at ${target.node} ${target.path.join('.')} (${language})`;
          expect(
            changed.nodes.filter((node, index) => node !== plain.nodes[index]).map(({ id }) => id),
            where,
          ).toEqual([target.node]);
          expect(JSON.stringify(changed), where).not.toBe(JSON.stringify(plain));
          const back = applyParameters(plain, [one], { [parameter.id]: parameter.default }, language);
          expect(back, where).toEqual(plain);
        }
      }
    }
  });

  it('keeps what its scenarios promise, and they walk every edge', async () => {
    const report = await runFolders([`${folder}${name}`], {
      registry: nodeRegistry,
      answerActivity: performLocally(activityRegistry),
    });
    expect(report.failed, textReport(report)).toBe(0);
    expect(report.passed).toBeGreaterThanOrEqual(6);
    const missing = report.coverage.flatMap((coverage) => coverage.missing);
    // Errors of nodes that cannot fail with the environment given need no scenario.
    expect(missing.filter((edge) => !edge.includes(':error'))).toEqual([]);
  });

  it('keeps it in German too, as an installation tries it', async () => {
    const { template, document } = await prepareTemplate({ template: name, language: 'de' }, folder);
    const scenarios = await readTemplateScenarios(`${folder}${name}`, {
      drawn: template.document,
      installed: document,
    });
    const failures = await Promise.all(
      scenarios.map(async ({ file, scenario }) => {
        const result = await runScenario(document, scenario, nodeRegistry, {
          expressions,
          answerActivity: performLocally(activityRegistry),
        });
        return result.failures.map((failure) => `${file}: ${failure}`);
      }),
    );
    expect(failures.flat()).toEqual([]);
  });
});
