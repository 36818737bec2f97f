import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { type FlowDocument, flowDocumentSchema, localizedSchema } from '@/runtime/flow/flow-document';
import { type FlowTexts, flowTextsSchema, localizeFlow } from '@/runtime/flow/localize-flow';
import { localizedText } from '@/runtime/flow/localized';
import type { Problem } from '@/runtime/flow/problems';
import type { FlowRecord } from '@/runtime/store/flows';
import type { Author, FlowCheck } from './author';
import { createFlow } from './create-flow';
import { installScenarios } from './flow-scenarios';

/** What a template says about itself (`flows/<name>/template.json`); all of it may be missing. */
const manifestSchema = z.object({
  version: z.string().default('1.0.0'),
  title: localizedSchema.default({}),
  description: localizedSchema.default({}),
  tags: z.array(z.string()).default([]),
});

export interface Template extends z.infer<typeof manifestSchema> {
  /** Its folder under flows/. */
  name: string;
  nodes: number;
  document: FlowDocument;
}

/** Where templates lie: beside the program, or where STELLWERK_FLOWS_DIR says. */
export function templatesFolder(): string {
  return process.env.STELLWERK_FLOWS_DIR ?? join(process.cwd(), 'flows');
}

/** Every template that ships with this installation, by name. A folder without flow.json is none. */
export async function listTemplates(folder = templatesFolder()): Promise<Template[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const templates = await Promise.all(names.sort().map((name) => readTemplate(name, folder)));
  return templates.filter((template) => template !== null);
}

/** A template with what is missing here before it could be published. Error: `templateNotFound`. */
export async function previewTemplate(
  name: string,
  check: FlowCheck,
  folder = templatesFolder(),
): Promise<Template & { problems: readonly Problem[] }> {
  const template = await requireTemplate(name, folder);
  return { ...template, problems: check(template.document, {}) };
}

/**
 * Makes a flow of a template, named and described in `language` where the template has texts in it (else as it was
 * drawn), and remembers which one it was. Error: `templateNotFound`.
 */
export async function installTemplate(
  wanted: { template: string; name: string; language: string; bindings?: Record<string, string> },
  author: Author,
  folder = templatesFolder(),
  at = new Date(),
): Promise<FlowRecord> {
  const { document: drawn, version, description: told } = await requireTemplate(wanted.template, folder);
  const texts = await readTexts(wanted.template, wanted.language, folder);
  // In the reader's language as well: compared with the flow later, only what was changed by hand differs.
  const base = texts ? localizeFlow(drawn, texts) : drawn;
  const template = { name: wanted.template, version, base };
  const description = localizedText(told, wanted.language, ['en', 'de']) || base.description;
  const document = { ...base, description };
  const record = await createFlow(
    { name: wanted.name, document, template, bindings: wanted.bindings },
    author,
    at,
  );
  await installScenarios(
    record._id,
    join(folder, wanted.template),
    { drawn, installed: document },
    author,
    at,
  );
  return record;
}

async function requireTemplate(name: string, folder: string): Promise<Template> {
  const template = await readTemplate(name, folder);
  if (!template)
    throw new DomainError('notFound', 'templateNotFound', `There is no template ${name}.`, { name });
  return template;
}

async function readTemplate(name: string, folder: string): Promise<Template | null> {
  const flow = await readJson(join(folder, name, 'flow.json'));
  if (flow === null) return null;
  const document = flowDocumentSchema.parse(flow);
  const manifest = manifestSchema.parse((await readJson(join(folder, name, 'template.json'))) ?? {});
  return { name, nodes: document.nodes.length, document, ...manifest };
}

/** `flows/<name>/texts.<language>.json`; `null` where the template has none in that language. */
async function readTexts(name: string, language: string, folder: string): Promise<FlowTexts | null> {
  const texts = await readJson(join(folder, name, `texts.${language}.json`));
  return texts === null ? null : flowTextsSchema.parse(texts);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
