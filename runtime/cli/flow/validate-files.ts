import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import type { CalledFlow, Environment } from '@/runtime/flow/facts';
import { calledFlow } from '@/runtime/flow/flow-calls';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { problemSentence } from '@/runtime/flow/problem-sentence';
import { findProblems, isPublishable, type Problem } from '@/runtime/flow/problems';
import { explainError } from '../explain-error';
import { readEnvironment, withHolidays } from './read-environment';
import { readFlowFile } from './read-flow-file';
import { textsOfLanguage } from './texts-of-language';

export interface ValidatedFile {
  file: string;
  valid: boolean;
  problems: {
    level: Problem['level'];
    code: string;
    nodeId: string | null;
    path: (string | number)[];
    sentence: string;
  }[];
}

export interface ValidateOptions {
  /** Of the sentences; English by default. */
  language?: string;
  /** The installation, as scenarios write it: then slots that nobody bound are found as well. */
  environment?: string;
}

/** Checks flow files as publishing does. Flows that are given together know each other: circles of calls are found. */
export async function validateFiles(
  paths: readonly string[],
  { language = 'en', environment: path }: ValidateOptions = {},
): Promise<ValidatedFile[]> {
  const sentence = sentenceIn(language);
  const environment = path === undefined ? undefined : await readEnvironment(path);
  const files = await Promise.all(paths.map(readOne));
  const flows: Record<string, CalledFlow> = {};
  for (const { flow } of files) if (flow) flows[flow.id] = calledFlow(compileFlow(flow, nodeRegistry));
  return files.map(({ file, flow, error }) =>
    flow ? checked(file, flow, { flows, sentenceOf: sentence, environment }) : unreadable(file, error),
  );
}

async function readOne(file: string): Promise<{ file: string; flow: FlowDocument | null; error?: unknown }> {
  try {
    return { file, flow: await readFlowFile(file) };
  } catch (error) {
    return { file, flow: null, error };
  }
}

type SentenceOf = (problem: Problem, flow: FlowDocument) => string;

interface Surroundings {
  flows: Record<string, CalledFlow>;
  sentenceOf: SentenceOf;
  environment: Environment | undefined;
}

function sentenceIn(language: string): SentenceOf {
  const texts = textsOfLanguage(language);
  return (problem, flow) => problemSentence(problem, flow, language, texts);
}

function checked(
  file: string,
  flow: FlowDocument,
  { flows, sentenceOf, environment }: Surroundings,
): ValidatedFile {
  const here = environment && withHolidays(environment, [flow], Date.now());
  const problems = findProblems(flow, nodeRegistry, here, flows);
  return {
    file,
    valid: isPublishable(problems),
    problems: problems.map((problem) => ({
      level: problem.level,
      code: problem.code,
      nodeId: problem.nodeId ?? null,
      path: problem.path ?? [],
      sentence: sentenceOf(problem, flow),
    })),
  };
}

function unreadable(file: string, error: unknown): ValidatedFile {
  const sentence = explainError(error);
  return {
    file,
    valid: false,
    problems: [{ level: 'error', code: 'unreadable', nodeId: null, path: [], sentence }],
  };
}
