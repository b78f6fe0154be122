import { fail, say } from '../lib/output.mjs';
import {
  portsFromEnvironment,
  startPortal,
  takenPort,
} from '../lib/portal.mjs';
import { logFolder } from '../lib/processes.mjs';

const ports = portsFromEnvironment();
const taken = await takenPort(ports);
if (taken) {
  fail(
    `Port ${taken.port} is taken. Stop what listens there, or choose another: ${taken.variable}=<port> npm start`,
  );
}

const portal = await startPortal(ports).catch(error => fail(error.message));

say(`
  SageMaker MLOps for Backstage is running:

    ${portal.url}

  Enter as a guest, then try:
    • MLOps: the portfolio of the demo company
    • Create... → ML use case (training and real-time inference)
    • a model group → start a run, approve the version, watch it reach prod

  Backend ${portal.backendUrl} · Local AWS ${portal.awsUrl} · logs ${logFolder}
  Ctrl-C stops everything.
`);

let stopping = false;
async function stop(code) {
  if (!stopping) {
    stopping = true;
    say('\nStopping ...');
    await portal.stop();
    process.exit(code);
  }
}
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
process.on('SIGHUP', () => stop(0));

const ended = await portal.ended;
if (!stopping) {
  say(`\n✖ ${ended.name} has ended by itself; its log: ${ended.logFile}`);
  await stop(1);
}
