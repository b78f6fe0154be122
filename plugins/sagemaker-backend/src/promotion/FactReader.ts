import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_MODEL_GROUP_ARN,
  isSageMakerResource,
  parseArn,
  Stage,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerAws } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from '../access/Gate';
import { KnownAccounts } from '../access/KnownAccounts';
import { ModelGroupSubject } from '../access/subjects';
import { deployedModelsSubject, oldest } from '../reads/keys';
import { Fresh, ReadCache } from '../reads/ReadCache';
import {
  attempt,
  isUnreadable,
  PromotionFacts,
  Readable,
  StageTarget,
} from './facts';
import { StageAccounts } from './StageAccounts';

const VERSIONS = 100;

/**
 * Gathers the facts of a promotion. Each read is cached under what it is about,
 * not under the group: the models of an account serve all groups deployed to it.
 */
export class FactReader {
  constructor(
    private readonly deps: {
      aws: Pick<SageMakerAws, 'versions' | 'deployments' | 'deployedModels'>;
      cache: ReadCache;
      catalog: CatalogService;
      accounts: KnownAccounts;
      stages: StageAccounts;
    },
  ) {}

  /** Throws when the versions cannot be read; anything else is reported in the facts. */
  async gather(access: Access<ModelGroupSubject>): Promise<PromotionFacts> {
    const { modelGroupArn, deploymentPipelineArn, branch } = access.subject;
    const targets = await this.targets(access);
    const [versions, staging, prod, deployment, endpointArns] =
      await Promise.all([
        this.versions(modelGroupArn),
        this.models(targets.staging),
        this.models(targets.prod),
        deploymentPipelineArn
          ? attempt(() => this.deployment(deploymentPipelineArn))
          : undefined,
        this.endpointArns(access),
      ]);
    return {
      modelGroupArn,
      branch,
      asOf: oldest([
        versions.asOf,
        ...[staging, prod, deployment].flatMap(read =>
          read && 'value' in read ? read.value.asOf : [],
        ),
      ]),
      versions: versions.value.items,
      dev: targets.dev,
      staging: { target: targets.staging, models: withoutTime(staging) },
      prod: { target: targets.prod, models: withoutTime(prod) },
      endpointArns,
      deployment: deployment && withoutTime(deployment),
    };
  }

  private async targets(
    access: Access<ModelGroupSubject>,
  ): Promise<Record<Stage, Readable<StageTarget>>> {
    const accountOf = await attempt(() => this.deps.stages.of(access));
    const target = (stage: Stage) =>
      isUnreadable(accountOf)
        ? accountOf
        : attempt(async () => accountOf.value(stage));
    return {
      dev: await target('dev'),
      staging: await target('staging'),
      prod: await target('prod'),
    };
  }

  private versions(modelGroupArn: string) {
    return this.deps.cache.read(
      { subject: modelGroupArn, question: 'promotion/versions' },
      signal =>
        this.deps.aws.versions.list(modelGroupArn, { limit: VERSIONS, signal }),
    );
  }

  private async models(target: Readable<StageTarget>) {
    if (isUnreadable(target)) {
      return target;
    }
    const { accountId, region } = target.value;
    return attempt(async () => {
      await this.deps.accounts.assertKnown(accountId);
      return this.deps.cache.read(
        {
          subject: deployedModelsSubject({ accountId, region }),
          question: 'promotion/models',
        },
        signal =>
          this.deps.aws.deployedModels.list({ accountId, region }, { signal }),
      );
    });
  }

  private async deployment(pipelineArn: string) {
    await this.deps.accounts.assertKnown(parseArn(pipelineArn).accountId);
    return this.deps.cache.read(
      { subject: pipelineArn, question: 'promotion/deployment' },
      signal => this.deps.aws.deployments.get(pipelineArn, { signal }),
    );
  }

  /** By the catalog: the tag that names the group is on the endpoint, not on its models. */
  private async endpointArns(
    access: Access<ModelGroupSubject>,
  ): Promise<string[]> {
    const { items } = await this.deps.catalog.getEntities(
      {
        filter: {
          kind: 'Resource',
          [`metadata.annotations.${ANNOTATION_MODEL_GROUP_ARN}`]:
            access.subject.modelGroupArn,
        },
        fields: ['metadata.annotations'],
      },
      { credentials: access.caller },
    );
    // Pipelines name the group that they feed, too.
    return items
      .filter(entity => isSageMakerResource(entity, 'endpoint'))
      .flatMap(
        ({ metadata }) => metadata.annotations?.[ANNOTATION_AWS_ARN] ?? [],
      );
  }
}

function withoutTime<T>(read: Readable<Fresh<T>>): Readable<T> {
  return isUnreadable(read) ? read : { value: read.value.value };
}
