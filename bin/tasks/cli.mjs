// `npx stellwerk ...`: bundles what is stale (half a second) and hands over to the commands.
import { bundle } from './bundle.mjs';

await bundle();
await import('../../dist/cli.js');
