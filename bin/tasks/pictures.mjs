// `npm run pictures`: takes the pictures of the README anew.
import { buildAll } from './build.mjs';

await buildAll();
await import('../../dist/pictures.js');
