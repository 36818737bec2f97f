import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { roleAllows } from '@/runtime/accounts/permissions';
import { type FlowDocument, flowDocumentSchema, identifierSchema } from '@/runtime/flow/flow-document';
import type { NodeCategory } from '@/runtime/flow/node-definition';
import { createFlow } from '@/runtime/library/create-flow';
import { duplicateFlow, exportFlow, importFlow, previewImport } from '@/runtime/library/exchange-flow';
import { archiveFlow, pauseFlow, readFlowVersion, rollBackFlow } from '@/runtime/library/flow-history';
import { readFlowTraffic } from '@/runtime/library/flow-traffic';
import { listFlows } from '@/runtime/library/list-flows';
import { tellPresence } from '@/runtime/library/presence';
import { publishFlow } from '@/runtime/library/publish-flow';
import { readFlow } from '@/runtime/library/read-flow';
import { saveDraft } from '@/runtime/library/save-draft';
import { listTemplates, previewTemplate } from '@/runtime/library/templates';
import { listFlowVersions } from '@/runtime/store/flow-versions';
import { procedure, router } from '../init';
import { currentCheck, currentEnvironment } from './flows/check-flow';
import {
  draftSavedOutput,
  flowListOutput,
  flowTrafficOutput,
  flowVersionOutput,
  idOutput,
  importPreviewOutput,
  nodeClaimOutput,
  openedFlowOutput,
  publicationOutput,
  templateListOutput,
  templateOutput,
  versionListOutput,
} from './flows/flow-outputs';
import { moveChoice } from './flows/publishing-outputs';
import { environmentOutput } from './flows/recorded-outputs';

const flow = z.object({ id: identifierSchema });
const note = z.string().trim().max(1000).default('');
const name = z.string().trim().min(1).max(120);
const folder = z.string().trim().max(120);

/** Flows of this installation: the list, drafts, versions, templates, files. */
export const flowsRouter = router({
  list: procedure('flow.read')
    .output(flowListOutput)
    .query(async () => listFlows(await currentCheck())),
  get: procedure('flow.read')
    .input(flow)
    .output(openedFlowOutput)
    .query(async ({ input }) => {
      const { document, revision, publishedVersion, state, updatedAt, updatedBy } = await readFlow(input.id);
      return { document, revision, publishedVersion, state, updatedAt, updatedBy };
    }),
  environment: procedure('flow.read')
    .input(flow)
    .output(environmentOutput)
    .query(async ({ input, ctx }) => currentEnvironment((await readFlow(input.id)).bindings, ctx.language)),
  /** How many messages took which way; see readFlowTraffic. */
  traffic: procedure('flow.read')
    .input(flow.extend({ days: z.int().min(1).max(90) }))
    .output(flowTrafficOutput)
    .query(({ input }) => readFlowTraffic(input.id, input.days, new Date())),
  /** Tells everybody who has the flow open that this person is there; repeated while he is. */
  present: procedure('flow.read')
    .input(
      flow.extend({
        client: z.string().max(64),
        leaving: z.boolean(),
        node: identifierSchema.nullable(),
        takeOver: z.boolean().default(false),
      }),
    )
    .output(z.object({ claim: nodeClaimOutput.nullable() }))
    .mutation(({ input, ctx: { account } }) =>
      tellPresence(input, {
        id: account.id,
        name: account.name,
        mayEdit: roleAllows(account.role, 'flow.edit'),
      }),
    ),
  create: procedure('flow.edit')
    .input(z.object({ name, folder: folder.optional() }))
    .output(idOutput)
    .mutation(async ({ input, ctx }) => ({ id: (await createFlow(input, ctx.account))._id })),
  saveDraft: procedure('flow.edit')
    .input(flow.extend({ revision: z.int(), document: flowDocumentSchema, client: z.string().max(64) }))
    .output(draftSavedOutput)
    .mutation(({ input, ctx }) => saveDraft(input, ctx.account)),
  publish: procedure('flow.publish')
    .input(
      flow.extend({ revision: z.int(), note, moves: z.record(identifierSchema, moveChoice).default({}) }),
    )
    .output(publicationOutput)
    .mutation(async ({ input, ctx }) => publishFlow(input, authorOf(ctx.account), await currentCheck())),
  versions: procedure('flow.read')
    .input(flow)
    .output(versionListOutput)
    .query(({ input }) => listFlowVersions(input.id)),
  version: procedure('flow.read')
    .input(flow.extend({ version: z.int().min(1) }))
    .output(flowVersionOutput)
    .query(({ input }) => readFlowVersion(input.id, input.version)),
  rollBack: procedure('flow.publish')
    .input(flow.extend({ version: z.int().min(1), note, replaceDraft: z.boolean() }))
    .output(z.object({ version: z.int() }))
    .mutation(async ({ input, ctx }) => rollBackFlow(input, authorOf(ctx.account), await currentCheck())),
  pause: procedure('flow.publish')
    .input(flow.extend({ paused: z.boolean() }))
    .output(z.void())
    .mutation(({ input }) => pauseFlow(input.id, input.paused)),
  archive: procedure('flow.publish')
    .input(flow.extend({ archived: z.boolean() }))
    .output(z.void())
    .mutation(({ input }) => archiveFlow(input.id, input.archived)),
  duplicate: procedure('flow.edit')
    .input(flow.extend({ name }))
    .output(idOutput)
    .mutation(async ({ input, ctx }) => ({
      id: (await duplicateFlow(input.id, input.name, ctx.account))._id,
    })),
  export: procedure('flow.read')
    .input(flow)
    .output(z.object({ fileName: z.string(), text: z.string() }))
    .query(({ input }) => exportFlow(input.id)),
  previewImport: procedure('flow.edit')
    .input(z.object({ text: z.string() }))
    .output(importPreviewOutput)
    .mutation(async ({ input, ctx }) => {
      const { document, problems } = previewImport(input.text, await currentCheck(ctx.language));
      return { document, problems: [...problems] };
    }),
  import: procedure('flow.edit')
    .input(z.object({ text: z.string(), name: name.optional(), like: identifierSchema.optional() }))
    .output(idOutput)
    .mutation(async ({ input, ctx }) => ({
      id: (await importFlow(input, ctx.account, await currentCheck()))._id,
    })),
  templates: procedure('flow.read')
    .output(templateListOutput)
    .query(async () =>
      (await listTemplates()).map((template) => ({
        ...template,
        categories: categoriesOf(template.document),
      })),
    ),
  template: procedure('flow.read')
    .input(z.object({ name: identifierSchema }))
    .output(templateOutput)
    .query(async ({ input, ctx }) => {
      const { problems, ...found } = await previewTemplate(input.name, await currentCheck(ctx.language));
      return { ...found, problems: [...problems] };
    }),
});

function categoriesOf({ nodes }: FlowDocument): Record<string, NodeCategory> {
  return Object.fromEntries(
    nodes.flatMap(({ type }) => {
      const definition = nodeRegistry.get(type);
      return definition ? [[type, definition.category]] : [];
    }),
  );
}

function authorOf(account: { id: string; name: string }): { id: string; name: string } {
  return { id: account.id, name: account.name };
}
