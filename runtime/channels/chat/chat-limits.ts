/** What one visitor may send. Beyond it nothing is taken, and the widget says so before. */
export const chatLimits = {
  /** Characters of one message. */
  text: 8000,
  files: 5,
  /** Bytes of one file, and of all files of one message. */
  fileBytes: 10 * 1024 * 1024,
  totalBytes: 20 * 1024 * 1024,
  /** Lines of the past that a browser gets. */
  history: 200,
} as const;

/** Uses within a sliding window, by network address and by visitor. */
export const chatRates = {
  openByAddress: { limit: 20, windowMs: 600_000 },
  messageByAddress: { limit: 90, windowMs: 60_000 },
  messageByVisitor: { limit: 30, windowMs: 60_000 },
  transcriptByAddress: { limit: 6, windowMs: 3_600_000 },
  transcriptByVisitor: { limit: 3, windowMs: 3_600_000 },
} as const;
export type ChatRate = keyof typeof chatRates;
