import { failureSentence } from '@/runtime/flow/failure-sentence';
import type { Failure } from './detour';

/** Where a walk could not go on. A node that its author gave no name is told by its flow alone: its id says nothing to an agent. */
export interface FallbackPlace {
  nodeTitle: string | undefined;
  flowName: string;
}

/** The note on a ticket that the interpreter put into the fallback queue, in the installation's language. */
export function noteForFallback(language: string, failure: Failure, place: FallbackPlace): string {
  const why = failureSentence(failure, language);
  const hasNoPlace = failure.code === 'noPlace';
  if (language.startsWith('de')) {
    return hasNoPlace
      ? `${germanPlace(place, 'endete')}, ohne dem Ticket einen Platz zu geben. Es liegt darum in der Auffang-Warteschlange.`
      : `${germanPlace(place, 'kam')} nicht weiter. ${why} Das Ticket liegt darum in der Auffang-Warteschlange.`;
  }
  return hasNoPlace
    ? `${englishPlace(place, 'ended')} without giving the ticket a place. It has been put into the fallback queue.`
    : `${englishPlace(place, 'could not go on')}. ${why} The ticket has been put into the fallback queue.`;
}

function germanPlace({ nodeTitle, flowName }: FallbackPlace, verb: string): string {
  return nodeTitle ? `Der Flow ${verb} bei „${nodeTitle}“` : `Der Flow „${flowName}“ ${verb}`;
}

function englishPlace({ nodeTitle, flowName }: FallbackPlace, verb: string): string {
  return nodeTitle ? `The flow ${verb} at "${nodeTitle}"` : `The flow "${flowName}" ${verb}`;
}
