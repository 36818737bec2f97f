import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { migrateFlow } from '@/runtime/flow/migrate';
import { readJsonFile } from '../read-input';

/** A flow document from a file, lifted to the present version. */
export async function readFlowFile(path: string): Promise<FlowDocument> {
  return migrateFlow(await readJsonFile(path, z.unknown()), nodeRegistry);
}
