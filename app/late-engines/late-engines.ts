import type jsonata from 'jsonata';
import type { RE2JS } from 're2js';

interface Engines {
  jsonata: typeof jsonata;
  RE2JS: typeof RE2JS;
}

let present: Engines | null = null;
let coming: Promise<void> | null = null;

/**
 * Loads what reads expressions and patterns: 70 kB that most flows never ask for. In the browser stand-ins have its place
 * (see `resolveAlias` in next.config.mjs); they pass on to it once it is here. Rejects when it cannot be loaded; the next
 * call tries again.
 */
export function loadEngines(): Promise<void> {
  coming ??= fetchEngines().catch((error: unknown) => {
    coming = null;
    throw error;
  });
  return coming;
}

async function fetchEngines(): Promise<void> {
  // By path: the names of the packages lead to the stand-ins here.
  const [expressions, patterns] = await Promise.all([
    import('../../node_modules/jsonata/jsonata'),
    import('../../node_modules/re2js/build/index'),
  ]);
  present = { jsonata: expressions.default, RE2JS: patterns.RE2JS };
}

/** The engines where they are here; else they are sent for, and whoever asked must do without this time. */
export function presentEngines(): Engines | null {
  // A failure heals by itself: the next one who asks sends again.
  if (!present) loadEngines().catch(() => undefined);
  return present;
}

/** Whether somebody has asked and had to do without: what he made is to be made again after `loadEngines()`. */
export function enginesAreMissed(): boolean {
  return coming !== null && present === null;
}
