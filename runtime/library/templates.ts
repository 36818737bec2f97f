import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { type FlowDocument, flowDocumentSchema, localizedSchema } from '@/runtime/flow/flow-document';
import { type FlowTexts, flowTextsSchema } from '@/runtime/flow/localize-flow';
import type { Problem } from '@/runtime/flow/problems';
import type { FlowCheck } from './author';
import { templateParameterSchema } from './template-parameters';

/** What a template says about itself (`flows/<name>/template.json`); all of it may be missing. */
const manifestSchema = z.object({
  version: z.string().default('1.0.0'),
  title: localizedSchema.default({}),
  description: localizedSchema.default({}),
  tags: z.array(z.string()).default([]),
  parameters: z.array(templateParameterSchema).default([]),
  /** What the things that it names are called: `queue:billing` -> names. */
  slots: z.record(z.string(), localizedSchema).default({}),
});
type Manifest = z.infer<typeof manifestSchema>;

export interface Template extends Manifest {
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
  const templates = await Promise.all((await folderNames(folder)).map((name) => readTemplate(name, folder)));
  return templates.filter((template) => template !== null);
}

/** Which version of each template is here, by name: read from the manifests alone. */
export async function templateVersions(folder = templatesFolder()): Promise<Map<string, string>> {
  const versions = await Promise.all(
    (await folderNames(folder)).map(
      async (name) => [name, (await readManifest(name, folder)).version] as const,
    ),
  );
  return new Map(versions);
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

/** Error: `templateNotFound`. */
export async function requireTemplate(name: string, folder = templatesFolder()): Promise<Template> {
  const template = await readTemplate(name, folder);
  if (!template)
    throw new DomainError('notFound', 'templateNotFound', `There is no template ${name}.`, { name });
  return template;
}

/** `flows/<name>/texts.<language>.json`; `null` where the template has none in that language. */
export async function readTemplateTexts(
  name: string,
  language: string,
  folder = templatesFolder(),
): Promise<FlowTexts | null> {
  const texts = await readJson(join(folder, name, `texts.${language}.json`));
  return texts === null ? null : flowTextsSchema.parse(texts);
}

async function readTemplate(name: string, folder: string): Promise<Template | null> {
  const flow = await readJson(join(folder, name, 'flow.json'));
  if (flow === null) return null;
  const document = flowDocumentSchema.parse(flow);
  return { name, nodes: document.nodes.length, document, ...(await readManifest(name, folder)) };
}

async function readManifest(name: string, folder: string): Promise<Manifest> {
  return manifestSchema.parse((await readJson(join(folder, name, 'template.json'))) ?? {});
}

async function folderNames(folder: string): Promise<string[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
