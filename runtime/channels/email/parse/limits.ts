/**
 * Upper bounds for one received mail. They exist so that a hostile or broken mail costs bounded time and memory;
 * whatever lies beyond a limit is kept as plain content and named in `problems`, never silently dropped.
 */
export interface MailLimits {
  /** Largest mail accepted, in bytes. Above it `parseMail` rejects with `MailParseError('too-large')`. */
  maxBytes: number;
  /** How many multiparts and embedded messages may lie in each other; five times as many where they are small. */
  maxDepth: number;
  /** How many parts (leaves and multiparts together) one mail may have. */
  maxParts: number;
  /** Bytes of one header block; what follows is treated as body. */
  maxHeaderBytes: number;
  /** Number of header fields of one part. */
  maxHeaderFields: number;
  /** Characters of one header value. */
  maxHeaderValue: number;
  /** Characters of text and of HTML that are worked on (converted, sanitised, searched for quotes). */
  maxTextCharacters: number;
  /** Tags in an HTML body; above it the HTML is kept as attachment and shown as text. */
  maxHtmlTags: number;
}

/** Generous for real mail: the largest provider limit is 150 MB, ordinary ones are 25 to 50 MB. */
export const DEFAULT_LIMITS: MailLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxDepth: 24,
  maxParts: 2000,
  maxHeaderBytes: 512 * 1024,
  maxHeaderFields: 2000,
  maxHeaderValue: 64 * 1024,
  maxTextCharacters: 1_000_000,
  maxHtmlTags: 30_000,
};
