import type { Doc } from '../bson/value';
import type { Collection } from '../storage/collection';
import { validationFailure } from '../validation/validator';
import type { CommandContext } from './command';

/**
 * Throws 121 where a document is not what its collection asks for. A validator that only warns has it logged. The
 * client may ask to have it kept all the same.
 */
export function checkDocument(
  context: CommandContext,
  collection: Collection | undefined,
  doc: Doc,
  before?: Doc,
): void {
  const validator = collection?.validator;
  if (validator === undefined || context.args.boolean('bypassDocumentValidation')) return;
  const failure = validationFailure(validator, doc, before, context.now);
  if (failure === undefined) return;
  if (validator.action === 'error') throw failure;
  context.store.log('document would fail validation', { collection: collection?.namespace });
}
