import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { slotsOf } from '@/runtime/flow/slots';
import { readFlowVersion } from '@/runtime/library/flow-history';
import { openShareLink } from '@/runtime/library/share-links';
import { sharedEnvironment, withoutSecrets } from '@/runtime/library/shared-document';
import { findFlow } from '@/runtime/store/flows';
import { publicProcedure, router } from '../init';
import { currentEnvironment } from './flows/check-flow';
import { environmentOutput } from './flows/recorded-outputs';

const published = z.object({ document: flowDocumentSchema, version: z.int() }).nullable();

/** What somebody without an account may see by a link: a draft to look at and to play through, nothing else. */
export const sharedRouter = router({
  open: publicProcedure
    .input(z.object({ token: z.string().max(200) }))
    .output(
      z.object({
        document: flowDocumentSchema,
        environment: environmentOutput,
        called: z.record(z.string(), published),
        expiresAt: z.date(),
      }),
    )
    .query(async ({ input, ctx }) => {
      const { document, bindings, expiresAt } = await openShareLink(input.token, new Date());
      const names = namesOf(document);
      const called = await Promise.all(
        [...(names.get('flow') ?? [])].map(
          async (slot) => [slot, await readCalled(bindings[`flow:${slot}`] ?? slot)] as const,
        ),
      );
      return {
        document: withoutSecrets(document),
        environment: sharedEnvironment(await currentEnvironment(bindings, ctx.language), names),
        called: Object.fromEntries(called),
        expiresAt,
      };
    }),
});

function namesOf(document: z.infer<typeof flowDocumentSchema>): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { kind, name } of slotsOf(document, nodeRegistry))
    names.set(kind, (names.get(kind) ?? new Set()).add(name));
  return names;
}

async function readCalled(id: string): Promise<z.infer<typeof published>> {
  const version = (await findFlow(id))?.publishedVersion ?? null;
  if (version === null) return null;
  return { document: withoutSecrets((await readFlowVersion(id, version)).document), version };
}
