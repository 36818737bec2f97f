import { failureSentence } from '@/runtime/flow/failure-sentence';
import type { Failure } from './detour';

/** The note on a ticket that the interpreter put into the fallback queue, in the installation's language. */
export function noteForFallback(language: string, failure: Failure, nodeTitle: string): string {
  const german = language.startsWith('de');
  if (failure.code === 'noPlace') {
    return german
      ? `Der Flow endete bei „${nodeTitle}“, ohne dem Ticket einen Platz zu geben. Es liegt darum in der Auffang-Warteschlange.`
      : `The flow ended at "${nodeTitle}" without giving the ticket a place. It has been put into the fallback queue.`;
  }
  const why = failureSentence(failure, language);
  return german
    ? `Der Flow kam bei „${nodeTitle}“ nicht weiter. ${why} Das Ticket liegt darum in der Auffang-Warteschlange.`
    : `The flow could not go on at "${nodeTitle}". ${why} The ticket has been put into the fallback queue.`;
}
