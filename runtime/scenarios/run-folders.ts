import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { fileProblem } from '@/runtime/file-problem';
import type { Expressions } from '@/runtime/flow/expressions';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { migrateFlow } from '@/runtime/flow/migrate';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import type { EnvironmentSample } from '@/runtime/flow/sample-facts';
import type { HolidaysOf } from './fill-holidays';
import { runScenario, type ScenarioResult } from './run-scenario';
import { scenarioEnvironmentSchema, scenarioSchema } from './scenario';
import type { AnswerActivity } from './simulation';

export interface ScenarioFileResult {
  /** Path of the scenario, relative to the folder asked for. */
  file: string;
  /** Path of its flow. */
  flowFile: string;
  /** `null` where the file could not be read as a scenario. */
  result: ScenarioResult | null;
  /** Why not, in a sentence. */
  problem: string | null;
}

export interface FlowCoverage {
  flowFile: string;
  edges: number;
  walked: number;
  /** `from:port -> to` of every edge that no scenario walked. */
  missing: string[];
}

export interface FolderReport {
  files: ScenarioFileResult[];
  coverage: FlowCoverage[];
  passed: number;
  failed: number;
  durationMs: number;
}

export interface RunOptions {
  registry: NodeRegistry;
  answerActivity?: AnswerActivity;
  expressions?: Expressions;
  /** Finds the holidays of regions that the files do not list. */
  holidaysOf?: HolidaysOf;
}

/** Runs every `*.scenario.json` below some folders, all at once, each with the flow and the `environment.json` beside it. */
export async function runFolders(folders: readonly string[], options: RunOptions): Promise<FolderReport> {
  const begun = performance.now();
  const paths = (await Promise.all(folders.map(findScenarios))).flat().sort();
  const expressions = options.expressions ?? createJsonataExpressions();
  const flows = new Map<string, Promise<FlowDocument>>();
  const base = folders.length === 1 ? (folders[0] ?? '.') : '.';
  const files = await Promise.all(
    paths.map(async (path): Promise<ScenarioFileResult> => {
      const file = relative(base, path) || path;
      try {
        const scenario = scenarioSchema.parse(await readJson(path));
        const folder = dirname(path);
        const flowPath = join(folder, scenario.flow);
        const called = Object.entries(scenario.flows).map(
          async ([slot, name]) => [slot, await readCalled(join(folder, name), options.registry)] as const,
        );
        const result = await runScenario(
          await readFlow(flowPath, flows, options.registry),
          scenario,
          options.registry,
          {
            ...options,
            expressions,
            environment: await readEnvironment(folder),
            flows: Object.fromEntries(await Promise.all(called)),
          },
        );
        return { file, flowFile: flowPath, result, problem: null };
      } catch (error) {
        return {
          file,
          flowFile: '',
          result: null,
          problem: sentenceOf(error),
        };
      }
    }),
  );
  const passed = files.filter(({ result }) => result?.passed).length;
  return {
    files,
    coverage: await coverageOf(files, flows, base),
    passed,
    failed: files.length - passed,
    durationMs: performance.now() - begun,
  };
}

/** Of a file that is no scenario the first wrong field is named. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const [issue] = error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  return `${where}${issue?.message ?? 'This is not a scenario.'}`;
}

/** A flow that is tried: read once for all its scenarios, and counted in the coverage. */
function readFlow(
  path: string,
  flows: Map<string, Promise<FlowDocument>>,
  registry: NodeRegistry,
): Promise<FlowDocument> {
  const flow = flows.get(path) ?? readCalled(path, registry);
  flows.set(path, flow);
  return flow;
}

async function readCalled(path: string, registry: NodeRegistry): Promise<FlowDocument> {
  return migrateFlow(await readJson(path), registry);
}

async function findScenarios(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`${folder} cannot be read: ${fileProblem(error)}.`);
  });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : findScenarios(path);
      return entry.name.endsWith('.scenario.json') ? [path] : [];
    }),
  );
  return found.flat();
}

async function coverageOf(
  files: readonly ScenarioFileResult[],
  flows: ReadonlyMap<string, Promise<FlowDocument>>,
  base: string,
): Promise<FlowCoverage[]> {
  const coverage: FlowCoverage[] = [];
  for (const [path, reading] of flows) {
    const flow = await reading.catch(() => null);
    if (flow === null) continue;
    const walked = new Set(
      files.filter(({ flowFile }) => flowFile === path).flatMap(({ result }) => result?.edges ?? []),
    );
    coverage.push({
      flowFile: relative(base, path) || path,
      edges: flow.edges.length,
      walked: walked.size,
      missing: flow.edges
        .filter(({ id }) => !walked.has(id))
        .map(({ from, to }) => `${from.node}:${from.port} -> ${to}`),
    });
  }
  return coverage;
}

async function readEnvironment(folder: string): Promise<EnvironmentSample> {
  try {
    const parsed = scenarioEnvironmentSchema.parse(await readJson(join(folder, 'environment.json')));
    return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
  } catch (error) {
    // It may be missing.
    if (
      error instanceof Error &&
      error.cause instanceof Error &&
      Reflect.get(error.cause, 'code') === 'ENOENT'
    )
      return {};
    throw error;
  }
}

async function readJson(path: string): Promise<unknown> {
  const source = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${fileProblem(error)}.`, { cause: error });
  });
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
