import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '../domain';
import { CallOptions, PrerequisiteReader } from '../readers';
import { Checked, found, together, unchecked } from './checked';
import { lookUp } from './lookUp';

const CONNECTION =
  /^arn:aws[\w-]*:(codeconnections|codestar-connections):[\w-]+:\d{12}:connection\/[\w-]+$/;

/** SageMaker's own roles for projects may use a connection only with this tag. */
const TAG = 'sagemaker';

async function checkConnection(
  reader: PrerequisiteReader,
  target: Target,
  parameter: string,
  arn: string,
  options?: CallOptions,
): Promise<Checked> {
  const what = `the connection ${arn} of the parameter ${parameter}`;
  const { accountId } = parseArn(arn);
  if (accountId !== target.accountId) {
    return unchecked(
      what,
      `it lies in account ${accountId}, and connections are looked at in the tooling account ${target.accountId}`,
    );
  }
  const connection = await lookUp(() => reader.connection(arn, options));
  if (connection.state === 'unknown') {
    return unchecked(what, connection.reason);
  }
  const problems: string[] = [];
  if (connection.state === 'missing') {
    problems.push('does not exist; choose another, or create it');
  } else {
    const { status, tags } = connection.value;
    if (status !== 'AVAILABLE') {
      problems.push(
        `is ${status}, not AVAILABLE; complete it in the AWS console under Developer Tools, Connections`,
      );
    }
    if (tags[TAG] !== 'true') {
      problems.push(
        `is not tagged ${TAG}=true, so SageMaker's roles may not use it; add the tag`,
      );
    }
  }
  return found(
    ...problems.map(problem => ({
      field: 'parameters' as const,
      parameter,
      message: `parameter ${parameter}: the connection ${arn} ${problem}`,
    })),
  );
}

/** Whether the connections to git hosts that the parameters name can be used by a project. */
export async function checkConnections(
  reader: PrerequisiteReader,
  target: Target,
  values: Record<string, string>,
  options?: CallOptions,
): Promise<Checked> {
  return together(
    await Promise.all(
      Object.entries(values)
        .filter(([, value]) => CONNECTION.test(value))
        .map(([key, arn]) =>
          checkConnection(reader, target, key, arn, options),
        ),
    ),
  );
}
