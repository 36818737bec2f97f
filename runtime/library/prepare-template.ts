import type { FlowDocument } from '@/runtime/flow/flow-document';
import { localizeFlow } from '@/runtime/flow/localize-flow';
import { localizedText } from '@/runtime/flow/localized';
import { applyParameters, type ParameterValues } from './template-parameters';
import { readTemplateTexts, requireTemplate, type Template, templatesFolder } from './templates';

export interface TemplateChoices {
  template: string;
  /** Of the texts; as the template was drawn where it has none in this language. */
  language: string;
  /** What differs from the template's own values, by parameter. */
  parameters?: ParameterValues;
}

export interface PreparedTemplate {
  template: Template;
  /** The flow as it would be installed. */
  document: FlowDocument;
  /** The same with the template's own values for all parameters. */
  plain: FlowDocument;
}

/** Makes what a template would be installed as; stores nothing. Error: `templateNotFound`. */
export async function prepareTemplate(
  choices: TemplateChoices,
  folder = templatesFolder(),
): Promise<PreparedTemplate> {
  const template = await requireTemplate(choices.template, folder);
  const texts = await readTemplateTexts(choices.template, choices.language, folder);
  const base = texts ? localizeFlow(template.document, texts) : template.document;
  const description = localizedText(template.description, choices.language, ['en', 'de']) || base.description;
  const plain = { ...base, description };
  const document = applyParameters(plain, template.parameters, choices.parameters ?? {}, choices.language);
  return { template, document, plain };
}
