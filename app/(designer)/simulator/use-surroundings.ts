'use client';

import { useCallback, useContext } from 'react';
import { useTRPCClient } from '@/app/trpc/client';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { slotsOf } from '@/runtime/flow/slots';
import { useEditor } from '../use-editor';
import { type CalledFlows, loadCalledFlows, type PublishedFlow } from './called-flows';
import { TrialContext } from './trial-context';

/** What a walk of the flow as it is drawn now needs around it. */
export interface Surroundings {
  /** `null` while the installation's things are still being loaded. */
  environment: Environment | null;
  called: CalledFlows;
}

type Client = ReturnType<typeof useTRPCClient>;

/** Loads what a trial walk needs: the installation with the holidays that the flow names, and the flows that it calls. */
export function useSurroundings(): () => Promise<Surroundings> {
  const editor = useEditor();
  const client = useTRPCClient();
  const given = useContext(TrialContext);
  const loaded = useCallback(async () => {
    const { flow, environment } = editor.getState();
    const called = await loadCalledFlows(flow, nodeRegistry, (id) => publishedFlow(client, id));
    return { environment: environment && (await withHolidays(client, flow, environment)), called };
  }, [editor, client]);
  return given?.surroundings ?? loaded;
}

/** Holidays that the flow's own hours name and no calendar of the installation does. */
async function withHolidays(
  client: Client,
  flow: FlowDocument,
  environment: Environment,
): Promise<Environment> {
  const regions = slotsOf(flow, nodeRegistry)
    .filter(({ kind, name }) => kind === 'holidays' && environment.holidays[name] === undefined)
    .map(({ name }) => name);
  const found = await Promise.all(
    [...new Set(regions)].map(
      async (region) => [region, await client.holidays.around.query({ region })] as const,
    ),
  );
  return { ...environment, holidays: { ...environment.holidays, ...Object.fromEntries(found) } };
}

async function publishedFlow(client: Client, id: string): Promise<PublishedFlow | null> {
  const flows = await client.flows.list.query();
  const version = flows.find((flow) => flow.id === id)?.publishedVersion ?? null;
  return version === null ? null : client.flows.version.query({ id, version });
}
