/** The greatest document, in bytes, as MongoDB has it. */
export const DOCUMENT_LIMIT = 16 * 1024 * 1024;
/** What is kept may be a little greater than what is sent in. */
export const RECORD_LIMIT = DOCUMENT_LIMIT + 16 * 1024;
/** The greatest message of the protocol, in bytes. */
export const MESSAGE_LIMIT = 48_000_000;
/** The most statements in one write command. */
export const BATCH_LIMIT = 100_000;
/** A cursor that nobody reads from ends after this many milliseconds. */
export const CURSOR_IDLE_MS = 10 * 60 * 1000;
/** A session, and with it the record of its last write, is forgotten after this many minutes. */
export const SESSION_MINUTES = 30;
