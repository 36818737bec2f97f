import { deepestMail } from './attached-mail';

const PATTERN = /^([0-9a-f]{24})(?:\/(\d{1,4}(?:\.\d{1,4})*))?$/;

/** `fileId` of a stored file or `fileId/2.0` of a file within an attached mail; null for anything else. */
export function readFilePlace(text: string): { fileId: string; within: number[] } | null {
  const [, fileId, way] = PATTERN.exec(text) ?? [];
  if (fileId === undefined) return null;
  const within = way === undefined ? [] : way.split('.').map(Number);
  return within.length <= deepestMail ? { fileId, within } : null;
}
