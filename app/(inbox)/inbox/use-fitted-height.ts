import { type RefObject, useEffect, useRef, useState } from 'react';

const START_HEIGHT = 80;
const MAX_HEIGHT = 12_000;
/** For a scroll bar at the bottom of a mail wider than its frame. */
const ROOM = 16;
const POLL_MS = 50;

/**
 * The height of a frame in pixels, so that the mail in it needs no scroll bar of its own. The frame's own load event
 * waits for its last picture; a mail is to be read as soon as its text is there, and makes room as pictures come.
 */
export function useFittedHeight(
  frame: RefObject<HTMLIFrameElement | null>,
  content: string,
): { height: number; measure(): void } {
  const [height, setHeight] = useState(START_HEIGHT);
  const shown = useRef<Document | null>(null);
  const measure = useRef(() => {
    const body = frame.current?.contentDocument?.body;
    if (body) setHeight(Math.min(MAX_HEIGHT, body.scrollHeight + ROOM));
  }).current;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new content is a new document in the frame
  useEffect(() => {
    const poll = setInterval(() => {
      const page = frame.current?.contentDocument;
      if (!page || page === shown.current || page.URL !== 'about:srcdoc' || page.readyState === 'loading')
        return;
      clearInterval(poll);
      shown.current = page;
      measure();
      page.addEventListener('load', measure, true);
    }, POLL_MS);
    return () => clearInterval(poll);
  }, [content, frame, measure]);

  useEffect(() => {
    if (!frame.current) return;
    let width = frame.current.clientWidth;
    // Only its width: a mail that follows the height of its frame would grow for ever.
    const observer = new ResizeObserver(() => {
      const now = frame.current?.clientWidth ?? width;
      if (now === width) return;
      width = now;
      measure();
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame, measure]);

  return { height, measure };
}
