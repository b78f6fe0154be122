import { lint, runChecks } from '../lib/checks.mjs';

await runChecks([lint]);
