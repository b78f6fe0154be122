import { runChecks, typeCheck } from '../lib/checks.mjs';

await runChecks([typeCheck]);
