import * as z from 'zod';
import { DomainError } from '../domain-error';

/** One sentence for a person at a terminal, whatever was thrown. */
export function explainError(error: unknown): string {
  if (error instanceof DomainError) return oneLine(error.message);
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return oneLine(
      issue ? `${issue.path.join('.') || 'The input'}: ${issue.message}` : 'The input is not valid.',
    );
  }
  if (error instanceof Error) return oneLine(error.message);
  return oneLine(String(error));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
