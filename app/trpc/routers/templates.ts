import * as z from 'zod';
import { languages } from '@/app/i18n/language';
import { nodeRegistry } from '@/nodes/registry.generated';
import { flowDocumentSchema, identifierSchema } from '@/runtime/flow/flow-document';
import { installTemplate } from '@/runtime/library/install-template';
import { rehearseTemplate } from '@/runtime/library/rehearsal';
import { parameterValueSchema, templateParameterSchema } from '@/runtime/library/template-parameters';
import { bindableKinds, readTemplateSlots } from '@/runtime/library/template-slots';
import { applyUpgrade, readUpgrade, readUpgradeSlots } from '@/runtime/library/upgrade-template';
import { scenarioEnvironmentSchema, scenarioSchema } from '@/runtime/scenarios/scenario';
import { procedure, router } from '../init';
import { currentCheck, currentEnvironment } from './flows/check-flow';
import { idOutput, problemOutput } from './flows/flow-outputs';

const wanted = z.object({
  template: identifierSchema,
  name: z.string().trim().min(1).max(120),
  language: z.enum(languages),
  folder: z.string().trim().max(120).optional(),
  bindings: z.record(z.string().max(80), z.string().max(64)).default({}),
  parameters: z.record(identifierSchema, parameterValueSchema).default({}),
});
const scenario = z.object({ file: z.string(), scenario: scenarioSchema });
const slotsOutput = z.object({
  slots: z.array(
    z.object({
      kind: z.enum(bindableKinds),
      name: z.string(),
      title: z.string(),
      found: z.string().nullable(),
      nodes: z.array(z.string()),
    }),
  ),
  offered: z.record(z.enum(bindableKinds), z.array(z.object({ id: z.string(), name: z.string() }))),
});
const upgradeOutput = z
  .object({
    template: z.string(),
    from: z.string(),
    to: z.string(),
    revision: z.int(),
    base: flowDocumentSchema,
    mine: flowDocumentSchema,
    theirs: flowDocumentSchema,
    scenarios: z.array(scenario),
    parameters: z.array(templateParameterSchema),
  })
  .nullable();

/** Making flows of templates, and bringing them up to newer versions of them. */
export const templatesRouter = router({
  /** What a template needs of this installation; see readTemplateSlots. */
  slots: procedure('flow.edit')
    .input(wanted.pick({ template: true, language: true }))
    .output(slotsOutput)
    .query(async ({ input, ctx }) =>
      readTemplateSlots(input, nodeRegistry, await currentEnvironment({}, ctx.language), ctx.language),
    ),
  /** What the template would be installed as, and what it is tried with; stores nothing. See rehearseTemplate. */
  rehearse: procedure('flow.edit')
    .input(wanted)
    .output(
      z.object({
        document: flowDocumentSchema,
        plain: flowDocumentSchema,
        problems: z.array(problemOutput),
        scenarios: z.array(scenario.extend({ here: scenarioEnvironmentSchema })),
      }),
    )
    .query(async ({ input }) => {
      const environment = await currentEnvironment(input.bindings);
      const rehearsal = await rehearseTemplate(input, await currentCheck(), environment);
      return { ...rehearsal, problems: [...rehearsal.problems] };
    }),
  install: procedure('flow.edit')
    .input(wanted)
    .output(idOutput)
    .mutation(async ({ input, ctx }) => ({ id: (await installTemplate(input, ctx.account))._id })),
  /** What an upgrade of a flow would join; see readUpgrade. */
  upgrade: procedure('flow.edit')
    .input(wanted.pick({ parameters: true }).extend({ id: identifierSchema }))
    .output(upgradeOutput)
    .query(({ input }) => readUpgrade(input.id, input.parameters)),
  /** The things that an upgrade newly names; see readUpgradeSlots. */
  upgradeSlots: procedure('flow.edit')
    .input(z.object({ id: identifierSchema }))
    .output(slotsOutput)
    .query(async ({ input, ctx }) =>
      readUpgradeSlots(input.id, await currentEnvironment({}, ctx.language), ctx.language),
    ),
  applyUpgrade: procedure('flow.edit')
    .input(
      wanted.pick({ bindings: true, parameters: true }).extend({
        id: identifierSchema,
        revision: z.int(),
        to: z.string().max(40),
        choices: z.record(z.string().max(400), z.enum(['mine', 'theirs'])).default({}),
      }),
    )
    .output(z.object({ revision: z.int() }))
    .mutation(({ input, ctx }) => applyUpgrade(input, ctx.account)),
});
