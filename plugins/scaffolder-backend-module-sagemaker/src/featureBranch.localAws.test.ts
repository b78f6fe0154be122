import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  branchNames,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  ResourceType,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  createLocalAws,
  LiveClock,
  LocalAws,
} from '@mlops-foundation/local-aws';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ListBranchesCommand } from '@aws-sdk/client-codecommit';
import yaml from 'yaml';
import { activeAccountSet } from './actions/accountSet';
import { accountSetEntity, REGION, TOOLING } from './__testUtils__/entities';
import { Scaffolder } from './__testUtils__/scaffolder';
import {
  startTemplatePortal,
  TemplatePortal,
} from './__testUtils__/templatePortal';

const SET = accountSetEntity('credit-risk');
/** A use case of the demo world, with its repositories and a pipeline that has run. */
const USE_CASE = useCaseNames('fraud-detection', activeAccountSet(SET));
const BRANCH = branchNames(USE_CASE, 'feature/new-features');
const IN_TOOLING = { accountId: TOOLING, region: REGION };
const IN_DEV = { accountId: USE_CASE.devAccountId, region: REGION };
const BUCKET = `mlops-artifacts-${TOOLING}-${REGION}`;

jest.setTimeout(120_000);

/** The use case as the catalog module maps its project. */
const SYSTEM = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: USE_CASE.systemName,
    title: USE_CASE.projectName,
    annotations: {
      'mlops-foundation.io/account-set': 'resource:default/credit-risk',
    },
  },
  spec: { type: 'ml-use-case', owner: 'group:default/credit-risk' },
};

/** Its model group as the catalog module maps it. */
const MODEL_GROUP = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: BRANCH.modelGroupRef.split('/')[1],
    annotations: { 'mlops-foundation.io/branch': BRANCH.branch },
  },
  spec: {
    type: 'ml-model',
    owner: 'group:default/credit-risk',
    system: USE_CASE.systemRef,
  },
};

/** Scaffolder, catalog and AWS access as in a portal; only the AWS endpoint is swapped. */
describe('templates for feature branches with Local AWS', () => {
  const environment = { ...process.env };
  const folder = createMockDirectory();
  let local: LocalAws;
  let portal: TemplatePortal;
  let scaffolder: Scaffolder;
  let aws: SageMakerAws;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock: new LiveClock(20) });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: local.url,
      AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
    });
    folder.setContent({
      'account-sets.yaml': yaml.stringify(SET),
      'systems.yaml': yaml.stringify(SYSTEM),
      'models.yaml': yaml.stringify(MODEL_GROUP),
    });
    portal = await startTemplatePortal({
      config: {
        aws: {
          accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' },
        },
      },
      kinds: ['Resource', 'System'],
      files: [
        folder.resolve('account-sets.yaml'),
        folder.resolve('systems.yaml'),
        folder.resolve('models.yaml'),
      ],
      ready: [
        'template/default/ml-feature-branch',
        'template/default/ml-feature-branch-close',
        'resource/default/credit-risk',
        `system/default/${USE_CASE.systemName}`,
        BRANCH.modelGroupRef.replace(':', '/'),
      ],
    });
    ({ aws, scaffolder } = portal);
  });

  afterAll(async () => {
    await portal.stop();
    await local.close();
    process.env = environment;
  });

  async function namesIn(target: typeof IN_DEV, type: ResourceType) {
    const names: string[] = [];
    for await (const { resources } of aws.resources.list(target, type)) {
      names.push(...resources.map(({ name }) => name));
    }
    return names.sort();
  }

  async function keysBelow(prefix: string) {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await aws.clients.s3(IN_DEV).send(
        new ListObjectsV2Command({
          Bucket: BUCKET,
          Prefix: prefix,
          ContinuationToken: token,
        }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
      token = page.NextContinuationToken;
    } while (token);
    return keys;
  }

  /** Everything in AWS that a branch could leave something in. */
  async function everything() {
    const { modelGroups } = aws;
    const { branches } = await aws.clients
      .codecommit(IN_TOOLING)
      .send(
        new ListBranchesCommand({ repositoryName: BRANCH.buildRepository }),
      );
    const versions = async (group: string) =>
      (await modelGroups.versions(IN_TOOLING, group)).map(({ arn }) => arn);
    return {
      groups: await namesIn(IN_TOOLING, 'model-group'),
      pipelines: await namesIn(IN_DEV, 'pipeline'),
      endpoints: await namesIn(IN_DEV, 'endpoint'),
      branches,
      mainVersions: await versions(USE_CASE.modelGroupName),
      branchVersions: await versions(BRANCH.modelGroupName),
      keys: await keysBelow(`${USE_CASE.projectName}/`),
      expiry: await aws.objects.expiry(IN_DEV, {
        bucket: BUCKET,
        id: BRANCH.lifecycleRule,
      }),
    };
  }

  const branch = { useCase: USE_CASE.systemRef, branch: BRANCH.branch };

  async function run(template: string, values: object) {
    return scaffolder.finished(await scaffolder.create(values, template));
  }
  const close = (values: object) =>
    run('ml-feature-branch-close', { known: 'named', ...branch, ...values });

  it('opens a branch, runs its pipeline, closes it, and leaves nothing behind', async () => {
    const before = await everything();
    expect(before).toMatchObject({
      branchVersions: [],
      pipelines: expect.arrayContaining([USE_CASE.pipelineName]),
      branches: expect.not.arrayContaining([BRANCH.branch]),
    });

    const opened = await run('ml-feature-branch', {
      ...branch,
      expireAfterDays: 60,
      run: true,
    });
    expect(opened.error).toBeUndefined();
    expect(opened.output.links!.map(link => link.entityRef)).toEqual(
      expect.arrayContaining([
        BRANCH.modelGroupRef,
        BRANCH.pipelineRef,
        USE_CASE.systemRef,
      ]),
    );
    expect(opened.output.text!.map(({ title }) => title)).toEqual([
      'What the branch has',
      'Work on it',
    ]);

    const open = await everything();
    const [version] = open.branchVersions;
    expect(open).toEqual({
      ...before,
      groups: [...before.groups, BRANCH.modelGroupName].sort(),
      pipelines: [...before.pipelines, BRANCH.pipelineName].sort(),
      branches: [...before.branches!, BRANCH.branch].sort(),
      branchVersions: [expect.stringContaining(`${BRANCH.modelGroupName}/1`)],
      keys: expect.arrayContaining(before.keys),
      expiry: { days: 60 },
    });
    const added = open.keys.filter(key => !before.keys.includes(key));
    expect(added).not.toEqual([]);
    expect(added.filter(key => !key.startsWith(BRANCH.artifactPrefix))).toEqual(
      [],
    );
    expect(opened.log.join('\n')).toContain('TrainModel Succeeded');

    const listed = await close({ listOnly: true });
    expect(listed.error).toBeUndefined();
    const picked = await close({
      known: 'listed',
      useCase: undefined,
      branch: undefined,
      modelGroup: BRANCH.modelGroupRef,
      listOnly: true,
    });
    expect(picked.output.text).toEqual(listed.output.text);

    const [{ title, content }] = listed.output.text!;
    expect(title).toBe('What would be deleted');
    for (const part of [
      `Branch ${BRANCH.branch}`,
      `s3://${BUCKET}/${BRANCH.artifactPrefix} with ${added.length} objects`,
      `Lifecycle rule ${BRANCH.lifecycleRule}`,
      `Pipeline ${BRANCH.pipelineArn}`,
      `Version ${version}`,
      `Model group ${BRANCH.modelGroupArn}`,
    ]) {
      expect(content).toContain(part);
    }
    expect(await everything()).toEqual(open);

    await aws.versions.decide(BRANCH.modelGroupArn, 1, {
      decision: 'Approved',
      reason: 'Good',
      decidedBy: 'user:default/ada',
      expected: await approvalOf(),
    });
    const refused = await close({ listOnly: false });
    expect(refused.error?.message).toContain(`${version} is approved`);
    expect(await everything()).toEqual(open);
    await aws.versions.decide(BRANCH.modelGroupArn, 1, {
      decision: 'Rejected',
      reason: 'Not needed',
      decidedBy: 'user:default/ada',
      expected: await approvalOf(),
    });

    local.faults.set([
      {
        kind: 'throttle',
        service: 'sagemaker',
        operation: 'DeleteModelPackageGroup',
        times: 4,
      },
    ]);
    const throttled = await scaffolder.create(
      { known: 'named', ...branch, listOnly: false },
      'ml-feature-branch-close',
    );
    const failed = await scaffolder.finished(throttled);
    expect(failed.error?.message).toContain('What is left is taken up');
    await scaffolder.retry(throttled);
    const closed = await scaffolder.finished(throttled);

    expect({ error: closed.error, status: closed.status }).toEqual({
      status: 'completed',
    });
    expect(await everything()).toEqual(before);
  });

  async function approvalOf() {
    const { approvalStatus, modifiedAt } = await aws.versions.get(
      BRANCH.modelGroupArn,
      1,
    );
    return `${approvalStatus}@${modifiedAt}`;
  }
});
