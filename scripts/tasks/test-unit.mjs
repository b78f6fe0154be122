import { jest, runChecks } from '../lib/checks.mjs';

await runChecks([() => jest(process.argv.slice(2))]);
