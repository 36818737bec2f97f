// `npm run worker`: the background process alone, against MONGODB_URI or the store of the data folder.
import { bundle } from './bundle.mjs';

process.env.STELLWERK_ONLY = 'worker';
await bundle();
await import('../../dist/start.js');
