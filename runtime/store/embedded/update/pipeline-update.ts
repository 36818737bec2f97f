import { type DocumentStage, parseDocumentStage } from '../aggregate/document-stages';
import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import type { Known } from '../query/known';

const ALLOWED = ['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'];

/** Reads an update that is written as an aggregation pipeline. */
export function parsePipelineUpdate(stages: readonly Doc[], known: Known): (doc: Doc, now: number) => Doc {
  const parsed = stages.map((stage): DocumentStage => {
    const [name = ''] = stage.keys();
    if (stage.size !== 1)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    if (!ALLOWED.includes(name)) {
      throw new CommandError(72, `${name} is not allowed to be used within an update`);
    }
    const parsedStage = parseDocumentStage(name, stage.get(name) ?? null, known);
    if (parsedStage === undefined)
      throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
    return parsedStage;
  });
  return (doc, now) => parsed.reduce((current, stage) => stage.apply(current, now), doc);
}
