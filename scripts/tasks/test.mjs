import { jest, lint, runChecks, typeCheck } from '../lib/checks.mjs';

await runChecks([typeCheck, lint, () => jest(process.argv.slice(2))]);
