import { CommandError } from '../../errors';
import type { Stage, StageParser } from '../stage';
import { wholeCollection } from './lookup';

/** `$unionWith`: behind the documents that come in, those of another collection. */
export const parseUnionWith: StageParser = (argument, { known, parsePipeline }): Stage => {
  if (typeof argument !== 'string' && !(argument instanceof Map))
    throw new CommandError(9, 'the $unionWith stage specification must be an object or string');
  if (argument instanceof Map) {
    for (const name of argument.keys())
      if (name !== 'coll' && name !== 'pipeline')
        throw new CommandError(40415, `BSON field '$unionWith.${name}' is an unknown field.`);
  }
  const from = typeof argument === 'string' ? argument : argument.get('coll');
  const pipeline = typeof argument === 'string' ? [] : (argument.get('pipeline') ?? []);
  const stages = parsePipeline(pipeline, known);
  if (from !== undefined && typeof from !== 'string')
    throw new CommandError(14, `BSON field '$unionWith.coll' is the wrong type, expected type 'string'`);
  if (from === undefined && stages[0]?.name !== '$documents')
    throw new CommandError(
      9,
      '$unionWith stage without explicit collection must have a pipeline with $documents as first stage',
    );
  if (from !== undefined && stages[0]?.begins !== undefined)
    throw new CommandError(73, `${stages[0].name} cannot be run on the collection ${from}`);
  return {
    name: '$unionWith',
    reads: undefined,
    narrows: false,
    *run(input, context) {
      yield* input;
      const other = from === undefined ? nothing() : wholeCollection(from, context);
      yield* stages.reduce((source, stage) => stage.run(source, context), other);
    },
  };
};

function* nothing(): Generator<never, void> {}
