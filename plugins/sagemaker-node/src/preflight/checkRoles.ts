import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '../domain';
import { CallOptions, PrerequisiteReader } from '../readers';
import { Checked, FINE, found, together, unchecked } from './checked';
import { lookUp } from './lookUp';
import type { TemplateFacts } from './templateFacts';

const ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/;

const SERVICE_CATALOG = 'servicecatalog.amazonaws.com';

const OWN_RIGHTS =
  "everything is created with the rights of the portal's own role, and those are not looked at";

type Launcher = { arn: string; unknown?: undefined } | { unknown: string };

/** The role that will create the resources of the template, as far as AWS tells. */
function launchRole({ product, pathId }: TemplateFacts): Launcher {
  if (!product) {
    return { unknown: `a template in S3 has none: ${OWN_RIGHTS}` };
  }
  const path =
    product.paths.find(({ id }) => id === pathId) ?? product.paths[0];
  if (!path?.launchConstraint) {
    return {
      unknown: `the product has no launch constraint on this path: ${OWN_RIGHTS}`,
    };
  }
  const { roleArn } = path.launchConstraint;
  return roleArn
    ? { arn: roleArn }
    : {
        unknown:
          'the product has a launch constraint whose description does not name its role, and AWS tells it in no other way',
      };
}

const inAnotherAccount = (arn: string, { accountId }: Target) =>
  parseArn(arn).accountId === accountId
    ? undefined
    : `it lies in another account than the tooling account ${accountId}`;

async function checkLaunchRole(
  reader: PrerequisiteReader,
  target: Target,
  arn: string,
  options?: CallOptions,
): Promise<Checked> {
  const what = `the launch role ${arn}`;
  const elsewhere = inAnotherAccount(arn, target);
  if (elsewhere) {
    return unchecked(what, elsewhere);
  }
  const role = await lookUp(() => reader.role(arn, options));
  if (role.state === 'unknown') {
    return unchecked(what, role.reason);
  }
  if (role.state === 'missing') {
    return found({
      field: 'template',
      message: `launch role: ${arn} of the product's launch constraint does not exist; have the platform team create it, or correct the constraint`,
    });
  }
  return role.value.trustedServices.includes(SERVICE_CATALOG)
    ? FINE
    : found({
        field: 'template',
        message: `launch role: ${arn} does not trust ${SERVICE_CATALOG}, so Service Catalog cannot launch with it; have the platform team add it to the role's trust policy`,
      });
}

/** Whether the launch role may hand a role to a service. */
async function checkPassing(
  reader: PrerequisiteReader,
  passed: { what: string; parameter: string; arn: string; launcher: string },
  options?: CallOptions,
): Promise<Checked> {
  const { what, parameter, arn, launcher } = passed;
  const passing = await lookUp(() => reader.mayPass(launcher, arn, options));
  if (passing.state === 'missing') {
    return unchecked(what, `the launch role ${launcher} does not exist`);
  }
  if (passing.state === 'unknown') {
    return unchecked(what, passing.reason);
  }
  switch (passing.value) {
    case 'allowed':
      return FINE;
    case 'conditional':
      return unchecked(
        what,
        `whether ${launcher} may pass it depends on conditions that only AWS knows at launch`,
      );
    default:
      return found({
        field: 'parameters',
        parameter,
        message: `parameter ${parameter}: the launch role ${launcher} may not pass the role ${arn}; have the platform team allow it iam:PassRole on that role, or choose another`,
      });
  }
}

/** A role that the template hands to a service: it is there, and may be passed. */
async function checkPassedRole(
  reader: PrerequisiteReader,
  target: Target,
  passed: { parameter: string; arn: string; launcher: Launcher },
  options?: CallOptions,
): Promise<Checked> {
  const { parameter, arn, launcher } = passed;
  const what = `the role ${arn} of the parameter ${parameter}`;
  const elsewhere = inAnotherAccount(arn, target);
  if (elsewhere) {
    return unchecked(what, elsewhere);
  }
  const role = await lookUp(() => reader.role(arn, options));
  if (role.state === 'unknown') {
    return unchecked(what, role.reason);
  }
  if (role.state === 'missing') {
    return found({
      field: 'parameters',
      parameter,
      message: `parameter ${parameter}: the role ${arn} does not exist; choose one that does`,
    });
  }
  return launcher.unknown === undefined
    ? checkPassing(
        reader,
        { what, parameter, arn, launcher: launcher.arn },
        options,
      )
    : unchecked(
        what,
        'whether it may be passed (iam:PassRole) depends on the launch role, which is not known',
      );
}

/** Whether the launch role is there and may hand on the roles that the parameters name. */
export async function checkRoles(
  reader: PrerequisiteReader,
  target: Target,
  launch: { facts: TemplateFacts; values: Record<string, string> },
  options?: CallOptions,
): Promise<Checked> {
  const launcher = launchRole(launch.facts);
  return together(
    await Promise.all([
      launcher.unknown === undefined
        ? checkLaunchRole(reader, target, launcher.arn, options)
        : unchecked('the launch role', launcher.unknown),
      ...Object.entries(launch.values)
        .filter(([, value]) => ROLE.test(value))
        .map(([parameter, arn]) =>
          checkPassedRole(
            reader,
            target,
            { parameter, arn, launcher },
            options,
          ),
        ),
    ]),
  );
}
