// `npm run web`: the web server alone, against MONGODB_URI or the store of the data folder.
import { buildAll } from './build.mjs';

process.env.STELLWERK_ONLY = 'web';
await buildAll();
await import('../../dist/start.js');
