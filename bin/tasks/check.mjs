// `npm run check`: lint, types and unit tests, in under a minute, for work in between.
process.argv.push('--quick');
await import('./test.mjs');
