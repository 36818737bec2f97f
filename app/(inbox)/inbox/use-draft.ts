'use client';

import { useCallback, useEffect, useRef } from 'react';
import * as z from 'zod';

const PREFIX = 'stellwerk-draft';
const SETTLE_MS = 250;

/** Everything of a message that was begun. */
const draftSchema = z.object({
  html: z.string().default(''),
  to: z.array(z.string()).nullable().default(null),
  cc: z.array(z.string()).default([]),
  bcc: z.array(z.string()).default([]),
  subject: z.string().default(''),
  files: z.array(z.object({ fileId: z.string(), name: z.string(), size: z.number() })).default([]),
  /** The message that is passed on. */
  forwards: z.string().nullable().default(null),
  channelId: z.string().nullable().default(null),
  sendAt: z.coerce.date().nullable().default(null),
});
export type Draft = z.infer<typeof draftSchema>;
export type DraftKind = 'reply' | 'note' | 'forward' | 'message';

/** The place of a message that belongs to no ticket yet. */
export const newMessagePlace = 'new';

/** Each message that is passed on has a draft of its own. */
export function forwardPlace(ticketId: string, messageId: string): string {
  return `${ticketId}:${messageId}`;
}

export const emptyDraft: Draft = draftSchema.parse({});

/** What was begun for a ticket and is kept in this browser; null where nothing was. */
export function readDraft(ticketId: string, kind: DraftKind): Draft | null {
  if (typeof window === 'undefined') return null;
  const kept = localStorage.getItem(keyOf(ticketId, kind));
  if (!kept) return null;
  try {
    return draftSchema.parse(JSON.parse(kept));
  } catch {
    // Kept by an earlier version of this page, as plain text.
    return { ...emptyDraft, html: kept };
  }
}

export function keepDraft(ticketId: string, kind: DraftKind, draft: Draft): void {
  localStorage.setItem(keyOf(ticketId, kind), JSON.stringify(draft));
}

/**
 * Keeps what is being written in this browser: a reload or a crash loses at most the last quarter of a second. Empty
 * drafts are not kept.
 */
export function useDraft(ticketId: string, kind: DraftKind) {
  const key = keyOf(ticketId, kind);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef<string | null | undefined>(undefined);
  const write = useCallback(() => {
    clearTimeout(timer.current);
    if (latest.current === undefined) return;
    if (latest.current === null) localStorage.removeItem(key);
    else localStorage.setItem(key, latest.current);
    latest.current = undefined;
  }, [key]);
  // Whoever leaves in the middle of a word finds it again.
  useEffect(() => write, [write]);
  const read = useCallback(() => readDraft(ticketId, kind), [ticketId, kind]);
  const keep = useCallback(
    (draft: Draft | null) => {
      latest.current = draft && JSON.stringify(draft);
      clearTimeout(timer.current);
      timer.current = setTimeout(write, SETTLE_MS);
    },
    [write],
  );
  const discard = useCallback(() => {
    latest.current = null;
    write();
  }, [write]);
  return { read, keep, discard };
}

function keyOf(ticketId: string, kind: DraftKind): string {
  return `${PREFIX}:${kind}:${ticketId}`;
}
