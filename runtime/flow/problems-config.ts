import type * as z from 'zod';
import { migrateConfig } from './compile';
import type { FlowDocument, FlowNode } from './flow-document';
import { flowProblem, type Problem, type ProblemContext } from './problems';
import { valueIn } from './shown-fields';
import { unknownKeys } from './unknown-keys';
import type { ConfigField } from './walk-config';

/** Unknown types, settings that are missing, do not fit or are none, what node types find in their own settings, texts without translation. */
export function configProblems({ flow, registry, compiled, fields }: ProblemContext): Problem[] {
  return flow.nodes.flatMap((node) => {
    const definition = registry.get(node.type);
    const where = { nodeId: node.id };
    if (!definition) return [flowProblem('error', 'typeUnknown', where, { type: node.type })];
    if (node.version > definition.version) {
      return [flowProblem('error', 'versionUnknown', where, { version: node.version })];
    }
    const compiledNode = compiled.nodes.get(node.id);
    if (!compiledNode || compiledNode.invalid !== null) {
      const parsed = definition.config.safeParse(migrateConfig(node, definition));
      return parsed.success
        ? []
        : parsed.error.issues.map((issue) => issueProblem(node, issue, fields.get(node.id) ?? []));
    }
    const own = definition.problems?.(compiledNode.config, flow) ?? [];
    return [
      ...own.map(
        ({ level, path, key, values }): Problem => ({
          level,
          code: key,
          nodeId: node.id,
          path,
          message: { from: 'node', key, values: values ?? {} },
        }),
      ),
      ...translationProblems(node, fields.get(node.id) ?? [], flow.settings.languages),
      ...unknownKeys(definition.config, migrateConfig(node, definition)).map((path) =>
        flowProblem('warning', 'settingUnknown', { nodeId: node.id, path }, { name: path.join('.') }),
      ),
    ];
  });
}

function issueProblem(node: FlowNode, issue: z.core.$ZodIssue, fields: readonly ConfigField[]): Problem {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const where = { nodeId: node.id, path };
  const field = fields.find((candidate) => candidate.path.join('.') === path.join('.'));
  const value = valueIn(node.config, path);
  const isMissing = value === undefined || value === '';
  if (
    isMissing &&
    (issue.code === 'invalid_type' || issue.code === 'invalid_format' || issue.code === 'invalid_value')
  ) {
    return flowProblem('error', field?.meta.slot ? 'slotMissing' : 'valueMissing', where, {
      kind: field?.meta.slot ?? '',
    });
  }
  switch (issue.code) {
    case 'too_small':
      return flowProblem('error', issue.origin === 'string' ? 'textShort' : 'numberSmall', where, {
        limit: Number(issue.minimum),
      });
    case 'too_big':
      return flowProblem('error', issue.origin === 'string' ? 'textLong' : 'numberBig', where, {
        limit: Number(issue.maximum),
      });
    case 'invalid_format':
      return flowProblem('error', 'format', where, { value: String(value).slice(0, 80) });
    default:
      return flowProblem('error', 'valueInvalid', where);
  }
}

/** A text that exists in one of the flow's languages has to exist in all of them. */
function translationProblems(
  node: FlowNode,
  fields: readonly ConfigField[],
  languages: FlowDocument['settings']['languages'],
): Problem[] {
  return fields.flatMap(({ path, meta, value }) => {
    const texts = localizedTexts(meta.widget, value);
    if (texts === null || texts.size === 0) return [];
    const missing = languages.filter((language) => !texts.has(language));
    if (missing.length === 0) return [];
    const where = { nodeId: node.id, path };
    return [flowProblem('warning', 'translationMissing', where, { languages: missing.join(', ') })];
  });
}

/** Languages in which a localised field says something, or `null` where the field is not one. */
export function localizedTexts(widget: string | undefined, value: unknown): Map<string, string> | null {
  if (widget !== 'localized' && widget !== 'rich-text') return null;
  if (typeof value !== 'object' || value === null) return null;
  const texts = new Map<string, string>();
  for (const [language, text] of Object.entries(value)) {
    if (typeof text === 'string' && text.trim() !== '') texts.set(language, text);
  }
  return texts;
}
