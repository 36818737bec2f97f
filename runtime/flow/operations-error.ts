import { DomainError } from '@/runtime/domain-error';

export type OperationErrorCode =
  | 'nodeMissing'
  | 'edgeMissing'
  | 'noteMissing'
  | 'groupMissing'
  | 'variableMissing'
  | 'idTaken'
  | 'variableTaken'
  | 'flowFull';

/** An edit that would leave a flow that is not well formed. `errors.flowOperation.<code>` tells it to a person. */
export class OperationError extends DomainError {
  constructor(
    readonly reason: OperationErrorCode,
    readonly subject: string,
  ) {
    super('invalid', `flowOperation.${reason}`, `${SENTENCES[reason]}: ${subject}`, { subject });
    this.name = 'OperationError';
  }
}

const SENTENCES: Record<OperationErrorCode, string> = {
  nodeMissing: 'The flow has no such node',
  edgeMissing: 'The flow has no such edge',
  noteMissing: 'The flow has no such note',
  groupMissing: 'The flow has no such group',
  variableMissing: 'The flow has no such variable',
  idTaken: 'The flow already holds something with this id',
  variableTaken: 'The flow already has a variable with this name',
  flowFull: 'The flow would hold more than it can',
};
