import { DomainError } from '@/runtime/domain-error';
import { type FlowRecord, findFlow } from '@/runtime/store/flows';

/** A flow of this installation with its draft. Error: `flowNotFound`. */
export async function readFlow(id: string): Promise<FlowRecord> {
  const record = await findFlow(id);
  if (!record) throw flowNotFound(id);
  return record;
}

export function flowNotFound(id: string): DomainError {
  return new DomainError('notFound', 'flowNotFound', `There is no flow ${id}.`, { id });
}
