#!/usr/bin/env node
// The operator's command line: `npx stellwerk <command>`. Goes through the same door as every other command, in the same
// process: who stops or kills it has stopped the command itself.
import { fileURLToPath } from 'node:url';

const bootstrap = new URL('./bootstrap.mjs', import.meta.url);
process.argv = [process.execPath, fileURLToPath(bootstrap), 'cli', ...process.argv.slice(2)];
await import(bootstrap.href);
