import { join } from 'node:path';
import { nodeRegistry } from '@/nodes/registry.generated';
import { DomainError } from '@/runtime/domain-error';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { mergeUpgrade, type UpgradeChoices } from '@/runtime/flow/merge-upgrade';
import { migrateFlow } from '@/runtime/flow/migrate';
import { slotsOf } from '@/runtime/flow/slots';
import { type FlowRecord, Flows, type FlowTemplateOrigin } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Author } from './author';
import { upgradeScenarios } from './flow-scenarios';
import { prepareTemplate } from './prepare-template';
import { readFlow } from './read-flow';
import { fittingValues, type ParameterValues, type TemplateParameter } from './template-parameters';
import { readTemplateScenarios, type TemplateScenario } from './template-scenarios';
import { neededSlots, offeredThings, type TemplateSlots } from './template-slots';
import { readTemplateTexts, templatesFolder, templateVersions } from './templates';

/** The languages that templates ship with. */
const languages = ['de', 'en'] as const;

/** What is joined by `mergeUpgrade`: the template as it was installed, the draft, and the template as it is now. */
interface UpgradeDocuments {
  base: FlowDocument;
  mine: FlowDocument;
  theirs: FlowDocument;
}

/** A newer version of the template that a flow was made of. */
export interface TemplateUpgrade extends UpgradeDocuments {
  template: string;
  from: string;
  to: string;
  /** Of the draft that the upgrade was made for. */
  revision: number;
  /** What the newer version is checked by. */
  scenarios: Pick<TemplateScenario, 'file' | 'scenario'>[];
  /** What the newer version asks that was not asked when the flow was installed. */
  parameters: TemplateParameter[];
}

/** Whether version `to` comes after `from`: numbers are compared part by part, so that 1.10 comes after 1.9. */
export function isNewer(to: string, from: string): boolean {
  const [later, earlier] = [partsOf(to), partsOf(from)];
  for (let index = 0; index < Math.max(later.length, earlier.length); index += 1) {
    const difference = (later[index] ?? 0) - (earlier[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function partsOf(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}

/** For flows of templates of which a newer version is here: flow id -> that version. */
export async function findUpgrades(
  flows: readonly Pick<FlowRecord, '_id' | 'template'>[],
  folder = templatesFolder(),
): Promise<Map<string, string>> {
  const made = flows.flatMap(({ _id, template }) => (template ? [{ _id, template }] : []));
  if (made.length === 0) return new Map();
  const versions = await templateVersions(folder);
  return new Map(
    made.flatMap(({ _id, template }) => {
      const present = versions.get(template.name);
      return present !== undefined && isNewer(present, template.version) ? [[_id, present]] : [];
    }),
  );
}

/**
 * What an upgrade of a flow would join; `null` where there is none. Nothing is stored.
 * @param chosen values of new parameters
 * Errors: `flowNotFound`; `templateNotFound` where the template is no longer here.
 */
export async function readUpgrade(
  id: string,
  chosen: ParameterValues = {},
  folder = templatesFolder(),
): Promise<TemplateUpgrade | null> {
  const opened = await openUpgrade(id, chosen, folder);
  if (!opened) return null;
  const { template, drawn, parameters, documents } = opened;
  return {
    template: template.name,
    from: template.version,
    to: opened.to,
    revision: opened.flow.revision,
    ...documents,
    scenarios: await readTemplateScenarios(join(folder, template.name), {
      drawn,
      installed: documents.theirs,
    }),
    parameters,
  };
}

/**
 * The things that the newer version names and that neither the installed one nor the draft did: what stands for each
 * has to be said. Errors: as of `readUpgrade`.
 */
export async function readUpgradeSlots(
  id: string,
  environment: Environment,
  language: string,
  folder = templatesFolder(),
): Promise<TemplateSlots> {
  const offered = await offeredThings(language);
  const opened = await openUpgrade(id, {}, folder);
  if (!opened) return { slots: [], offered };
  const added = addedSlots(opened.documents);
  const needed = neededSlots(opened.prepared, nodeRegistry, environment, language);
  return { slots: needed.filter(({ kind, name }) => added.has(`${kind}:${name}`)), offered };
}

/** `queue:billing` of everything that the newer version names and that neither the installed one nor the draft did. */
function addedSlots({ base, mine, theirs }: UpgradeDocuments): Set<string> {
  const slots = (flow: FlowDocument) =>
    slotsOf(flow, nodeRegistry).map(({ kind, name }) => `${kind}:${name}`);
  const known = new Set([base, mine].flatMap(slots));
  return new Set(slots(theirs).filter((slot) => !known.has(slot)));
}

export interface WantedUpgrade {
  id: string;
  revision: number;
  to: string;
  choices: UpgradeChoices;
  /** Of slots that the newer version adds: `queue:billing` -> id; others are not touched. */
  bindings?: Readonly<Record<string, string>>;
  /** Of parameters that the newer version adds. */
  parameters?: ParameterValues;
}

/**
 * Brings the draft of a flow up to the template's present version; what is in service stays. The same choices on the
 * same draft give what was shown before.
 * Errors: `flowNotFound`, `templateNotFound`, `noUpgrade`; `draftChanged` when the draft is not the one looked at.
 */
export async function applyUpgrade(
  wanted: WantedUpgrade,
  author: Author,
  folder = templatesFolder(),
  at = new Date(),
): Promise<{ revision: number }> {
  const { id, revision, to, choices, parameters: chosen = {} } = wanted;
  const opened = await openUpgrade(id, chosen, folder);
  if (!opened || opened.to !== to)
    throw new DomainError('conflict', 'noUpgrade', 'There is no such newer version of the template.');
  const { flow, documents, drawn } = opened;
  const { flow: document } = mergeUpgrade(documents, choices);
  const template = upgradedOrigin(opened, chosen);
  const added = addedSlots(documents);
  // Only of what is new: what is in service keeps what it works with.
  const bound = Object.entries(wanted.bindings ?? {}).filter(([slot]) => added.has(slot));
  const bindings = { ...flow.bindings, ...Object.fromEntries(bound) };
  const by = author?.name ?? null;
  const updated = await Flows.findOneAndUpdate(
    { _id: id, revision },
    { $set: { document, template, bindings, updatedAt: at, updatedBy: by }, $inc: { revision: 1 } },
    { returnDocument: 'after', projection: { revision: 1 } },
  )
    .lean<Pick<FlowRecord, 'revision'>>()
    .exec();
  if (!updated)
    throw new DomainError('conflict', 'draftChanged', 'The draft was changed since it was read.', {
      by: flow.updatedBy ?? '',
    });
  await upgradeScenarios(id, join(folder, template.name), { drawn, installed: documents.theirs }, author, at);
  const data = { change: 'draft', revision: updated.revision, client: '', by: by ?? '' };
  await appendLiveEvents([{ topic: 'flow', key: id, data }], at);
  return updated;
}

/** What the flow says of its template from then on. */
function upgradedOrigin(
  { template, to, documents, language, parameters, prepared }: OpenedUpgrade,
  chosen: ParameterValues,
): FlowTemplateOrigin {
  return {
    ...template,
    version: to,
    base: documents.theirs,
    ...(language === null ? {} : { language }),
    parameters: { ...template.parameters, ...fittingValues(parameters, chosen) },
    asked: prepared.template.parameters.map((parameter) => parameter.id),
  };
}

type OpenedUpgrade = NonNullable<Awaited<ReturnType<typeof openUpgrade>>>;

/**
 * A flow beside the template as it would be installed today, in the language and with the parameters that the flow was
 * installed with and the chosen ones of those that are new; `null` where no newer version is here.
 */
async function openUpgrade(id: string, chosen: ParameterValues, folder: string) {
  const flow = await readFlow(id);
  const { template } = flow;
  if (!template || (await findUpgrades([{ _id: id, template }], folder)).size === 0) return null;
  const { name, base, parameters: before = {} } = template;
  const language = template.language ?? (await languageOf(name, base, folder));
  const wanted = { template: name, language: language ?? 'en' };
  const latest = (await prepareTemplate(wanted, folder)).template;
  const parameters = latest.parameters.filter((parameter) => isNew(parameter, template));
  const values = { ...before, ...fittingValues(parameters, chosen) };
  const prepared = await prepareTemplate({ ...wanted, parameters: values }, folder);
  const documents = {
    base: lifted(base),
    mine: lifted(flow.document),
    theirs: lifted(prepared.document),
  };
  const { version: to, document: drawn } = prepared.template;
  return { flow, template, to, documents, prepared, drawn, language, parameters };
}

/** Where it is not known what was asked: a parameter of nodes alone that were not there cannot have been. */
function isNew({ id, targets }: TemplateParameter, { asked, base }: FlowTemplateOrigin): boolean {
  if (asked) return !asked.includes(id);
  return targets.every(({ node }) => base.nodes.every((known) => known.id !== node));
}

/** The language that most of the flow's titles are in: flows of older installations do not tell. */
async function languageOf(name: string, base: FlowDocument, folder: string): Promise<string | null> {
  const counted = await Promise.all(
    languages.map(async (language) => {
      const texts = await readTemplateTexts(name, language, folder);
      const same = base.nodes.filter(
        ({ id, title }) => title !== undefined && texts?.nodes[id]?.title === title,
      );
      return { language, same: same.length };
    }),
  );
  const [best] = counted.sort((left, right) => right.same - left.same);
  return best && best.same > 0 ? best.language : null;
}

function lifted(flow: FlowDocument): FlowDocument {
  return migrateFlow(flow, nodeRegistry);
}
