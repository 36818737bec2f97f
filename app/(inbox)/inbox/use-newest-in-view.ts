import { type RefObject, useEffect } from 'react';

/** Pixels above a long message that show that others come before it. */
const ROOM = 12;

/**
 * Keeps a scrolled thread at the newest message (what a flow wrote by itself after it stands below) while mails and
 * pictures are still finding their height, until the reader scrolls by himself: at the end of the thread where all that
 * fits, else at the message's beginning. `count` is that of the messages.
 */
export function useNewestInView(thread: RefObject<HTMLElement | null>, count: number): void {
  useEffect(() => {
    const scroller = thread.current;
    const list = scroller?.firstElementChild;
    if (!scroller || !list || count === 0) return;
    const show = () => {
      const telling = list.querySelectorAll(':scope > :not([data-machine])');
      const newest = (telling[telling.length - 1] ?? list.lastElementChild)?.getBoundingClientRect();
      if (!newest) return;
      const frame = scroller.getBoundingClientRect();
      const beyondTop = newest.top - frame.top - ROOM;
      const beyondBottom = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
      scroller.scrollTop += Math.min(beyondTop, beyondBottom);
    };
    const observer = new ResizeObserver(show);
    const leave = () => observer.disconnect();
    observer.observe(list);
    observer.observe(scroller);
    const ways = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
    for (const way of ways) scroller.addEventListener(way, leave, { passive: true, once: true });
    return () => {
      leave();
      for (const way of ways) scroller.removeEventListener(way, leave);
    };
  }, [thread, count]);
}
