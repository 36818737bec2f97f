import { join } from 'node:path';
import type { FlowRecord } from '@/runtime/store/flows';
import { newId } from '@/runtime/store/new-id';
import type { Author } from './author';
import { createFlow } from './create-flow';
import { installScenarios } from './flow-scenarios';
import { prepareTemplate, type TemplateChoices } from './prepare-template';
import { fittingValues } from './template-parameters';
import { templatesFolder } from './templates';

export interface WantedFlow extends TemplateChoices {
  name: string;
  folder?: string;
  /** `queue:billing` -> id. */
  bindings?: Record<string, string>;
}

/**
 * Makes a flow of a template, in the language and with the parameters that were chosen, and remembers which template it
 * was and how it was installed: compared with the flow later, only what was changed by hand differs. Its scenarios are
 * stored first, so that there is no flow without them. Error: `templateNotFound`.
 */
export async function installTemplate(
  wanted: WantedFlow,
  author: Author,
  folder = templatesFolder(),
  at = new Date(),
): Promise<FlowRecord> {
  const { template, document } = await prepareTemplate(wanted, folder);
  const id = newId(at.getTime());
  await installScenarios(
    id,
    join(folder, wanted.template),
    { drawn: template.document, installed: document },
    author,
    at,
  );
  return createFlow(
    {
      id,
      name: wanted.name,
      document,
      folder: wanted.folder,
      bindings: wanted.bindings,
      template: {
        name: wanted.template,
        version: template.version,
        base: document,
        language: wanted.language,
        parameters: fittingValues(template.parameters, wanted.parameters ?? {}),
        asked: template.parameters.map((parameter) => parameter.id),
      },
    },
    author,
    at,
  );
}
