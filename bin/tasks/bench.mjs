// `npm run bench [-- name ...]`: prints figures, asserts nothing.
import { buildAll } from './build.mjs';

await buildAll();
await import('../../dist/bench.js');
