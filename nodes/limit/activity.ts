import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';

/** Counts one use within a sliding window; the same call counts once, however often it is tried. */
export default defineActivity({
  name: 'limit',
  input: z.object({ key: z.string(), windowMs: z.number().positive() }),
  retry: { attempts: 3, firstDelayMs: 200 },
  // Nodes of two flows may have the same id.
  perform: ({ key, windowMs }, { clients, node }) => clients.countInWindow(`limit:${node}:${key}`, windowMs),
});
