// `npm start`: builds what is stale, then starts store, worker and web server under one parent.
import { buildAll } from './build.mjs';

await buildAll();
await import('../../dist/start.js');
