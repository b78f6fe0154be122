import { join } from 'node:path';
import { askJson } from './http.mjs';
import { root } from './output.mjs';
import { freePort, startProcess, waitFor } from './processes.mjs';

/** Account whose keys the portal has; the table of account sets is there too. */
export const GOVERNANCE = '100000000001';

/** What a company sets to reach AWS: only the endpoint is ours. */
export function awsEnvironment(url) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: `AKIA${GOVERNANCE}LOCAL`,
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

/**
 * A Local AWS without the demo world on a port of its own.
 * Answers `{ url, seed, calls, forgetCalls, faults, call, stop }`.
 */
export async function startLocalAws() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process_ = await startProcess(
    'Local AWS',
    process.execPath,
    [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
      join(root, 'packages/local-aws/src/cli.ts'),
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        LOCAL_AWS_PORT: String(port),
        LOCAL_AWS_SEED: 'empty',
      },
    },
  );
  const admin = (method, path, body) =>
    askJson(`${url}/_local/${path}`, { method, body });
  try {
    await waitFor(process_, `${url}/_local/health`);
  } catch (error) {
    await process_.stop();
    throw error;
  }
  return {
    url,
    stop: process_.stop,
    seed: world => admin('POST', 'seed', world),
    calls: async () => (await admin('GET', 'calls')).calls,
    forgetCalls: () => admin('DELETE', 'calls'),
    faults: faults => admin('PUT', 'faults', { faults }),
    /** One call of SageMaker, as its SDK would send it; signatures are not looked at. */
    sagemaker: ({ accountId, region }, operation, input) =>
      askJson(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `SageMaker.${operation}`,
          authorization: `AWS4-HMAC-SHA256 Credential=AKIA${accountId}LOCAL/20250101/${region}/sagemaker/aws4_request, SignedHeaders=host, Signature=none`,
        },
        body: input,
      }),
  };
}
