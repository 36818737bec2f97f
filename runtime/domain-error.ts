/** Families of errors, mapped once at the edge to an HTTP status and a tRPC code. */
export type ErrorFamily =
  | 'invalid'
  | 'notFound'
  | 'conflict'
  | 'forbidden'
  | 'tooLarge'
  | 'unavailable'
  | 'limit';

/**
 * An error that a person is told about. `code` names a sentence in the texts (`errors.<code>`), in the reader's language;
 * `message` is the English sentence for logs and the command line.
 */
export class DomainError extends Error {
  constructor(
    readonly family: ErrorFamily,
    readonly code: string,
    message: string,
    readonly values: Record<string, string | number> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
