import type { Failure } from './detour';

/** The note on a ticket that the interpreter put into the fallback queue, in the installation's language. */
export function noteForFallback(language: string, { code, message }: Failure, nodeTitle: string): string {
  const german = language.startsWith('de');
  if (code === 'noPlace') {
    return german
      ? `Der Flow endete bei „${nodeTitle}“, ohne dem Ticket einen Platz zu geben. Es liegt darum in der Auffang-Warteschlange.`
      : `The flow ended at "${nodeTitle}" without giving the ticket a place. It has been put into the fallback queue.`;
  }
  return german
    ? `Der Flow kam bei „${nodeTitle}“ nicht weiter (${code}: ${message}). Das Ticket liegt darum in der Auffang-Warteschlange.`
    : `The flow could not go on at "${nodeTitle}" (${code}: ${message}). The ticket has been put into the fallback queue.`;
}
