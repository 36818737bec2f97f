import { sizeOf } from '../../bson/size';
import type { Doc, Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { PAUSE, paced } from '../../plan/budget';
import { MemoryUse } from '../memory-use';
import type { Stage, StageParser } from '../stage';

/** `$facet`: several pipelines over the same documents. */
export const parseFacet: StageParser = (argument, { parsePipeline, known }): Stage => {
  if (!(argument instanceof Map) || argument.size === 0) {
    throw new CommandError(40169, 'the $facet specification must be a non-empty object');
  }
  const facets = [...argument].map(([name, pipeline]): [string, Stage[]] => {
    const stages = parsePipeline(pipeline, known);
    if (stages.some((stage) => stage.name === '$facet')) {
      throw new CommandError(40600, '$facet is not allowed to be used within a $facet stage');
    }
    return [name, stages];
  });
  return {
    name: '$facet',
    reads: undefined,
    narrows: true,
    *run(input, context) {
      const memory = new MemoryUse('$facet', context.allowDiskUse);
      const documents: Doc[] = [];
      for (const doc of input) {
        if (doc === PAUSE) yield doc;
        else {
          memory.add(sizeOf(doc));
          documents.push(doc);
        }
      }
      const result: Doc = new Map();
      for (const [name, stages] of facets) {
        const output: Value[] = [];
        const run = stages.reduce(
          (source, stage) => stage.run(source, context),
          paced(documents, context.budget),
        );
        for (const doc of run) {
          if (doc === PAUSE) yield doc;
          else output.push(doc);
        }
        result.set(name, output);
      }
      yield result;
    },
  };
};
