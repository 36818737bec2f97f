'use client';

import { useEffect, useRef } from 'react';

const FIELDS = 'input:not([type=hidden]), textarea, [contenteditable=true]';

/**
 * Whoever adds an entry goes on writing in it: its first field takes the keyboard once it is drawn. Without that, the next
 * letters would be keys of the canvas.
 */
export function useFocusAdded<Element extends HTMLElement>(count: number) {
  const list = useRef<Element>(null);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current !== count) return;
    wanted.current = null;
    const entries = list.current?.querySelectorAll<HTMLElement>(':scope > [data-entry]') ?? [];
    const field = [...entries].at(-1)?.querySelector<HTMLElement>(FIELDS);
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
  }, [count]);
  return {
    list,
    /** Called when one more entry is about to be there. */
    added: () => {
      wanted.current = count + 1;
    },
  };
}
