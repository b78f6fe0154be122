import { NotFoundError } from '@backstage/errors';
import {
  ProjectTemplateDetail,
  ProjectTemplateList,
  SET_BY_SAGEMAKER,
  TemplateVersion,
  UseCasePreflight,
  UseCasePreflightRequest,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  checkUseCase,
  chooseVersion,
  LaunchableProduct,
  PreflightAws,
  ProjectTemplateReader,
  readTemplate,
  TemplateFacts,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from './access/Gate';
import { AccountSetSubject } from './access/subjects';
import { ReadCache } from './reads/ReadCache';

/** A preflight that takes longer is given up. */
const PREFLIGHT_TIMEOUT_MS = 30_000;

interface TemplateQuery {
  template: string;
  version?: string;
  launchPath?: string;
}

/** Project templates that the tooling account of a set offers, and what they ask for. */
export class ProjectTemplates {
  constructor(
    private readonly deps: {
      reader: ProjectTemplateReader;
      aws: PreflightAws;
      cache: ReadCache;
    },
  ) {}

  async list({
    subject: { accountId, region },
  }: Access<AccountSetSubject>): Promise<ProjectTemplateList> {
    const { value, asOf } = await this.deps.cache.read(
      { subject: `templates:${accountId}:${region}`, question: 'list' },
      signal => this.deps.reader.list({ accountId, region }, { signal }),
    );
    return {
      items: value.items,
      unreadable: value.unreadable.length ? value.unreadable : undefined,
      asOf,
    };
  }

  /** Throws NotFoundError when the set does not offer the template. */
  async get(
    access: Access<AccountSetSubject>,
    { template, version, launchPath }: TemplateQuery,
  ): Promise<ProjectTemplateDetail> {
    const refusal = await this.refusal(access, template);
    if (refusal) {
      throw new NotFoundError(refusal);
    }
    const { accountId, region } = access.subject;
    const { value, asOf } = await this.deps.cache.read(
      {
        subject: `templates:${accountId}:${region}`,
        question: JSON.stringify([template, version, launchPath]),
      },
      signal =>
        readTemplate(
          this.deps.aws.projects,
          { accountId, region },
          { templateId: template, version, launchPath },
          { signal },
        ),
    );
    return { ...detailOf(value), asOf };
  }

  /** What stands in the way of a use case now; changes nothing. */
  async check(
    access: Access<AccountSetSubject>,
    request: UseCasePreflightRequest,
  ): Promise<UseCasePreflight> {
    const asOf = new Date().toISOString();
    const refusal = await this.refusal(access, request.template);
    if (refusal) {
      return {
        findings: [{ field: 'template', message: `template: ${refusal}` }],
        notChecked: [],
        asOf,
      };
    }
    const { name, template, version, launchPath } = request;
    const { findings, notChecked } = await checkUseCase(
      this.deps.aws,
      access.subject.set,
      {
        name,
        templateId: template,
        version,
        launchPath,
        parameters: request.parameters ?? {},
        secrets: {},
        withheld: request.secretNames ?? [],
        tags: request.tags ?? {},
      },
      { signal: AbortSignal.timeout(PREFLIGHT_TIMEOUT_MS) },
    );
    return { findings, notChecked, asOf };
  }

  /** Nobody reads, by way of the portal, what people cannot choose. */
  private async refusal(
    access: Access<AccountSetSubject>,
    template: string,
  ): Promise<string | undefined> {
    const { items, unreadable = [] } = await this.list(access);
    if (items.some(({ id }) => id === template)) {
      return undefined;
    }
    const reasons = unreadable.map(reason => `; not readable: ${reason}`);
    return `${
      access.entityRef
    } does not offer the project template ${template}, choose another${reasons.join(
      '',
    )}`;
  }
}

function versionsOf(product: LaunchableProduct): TemplateVersion[] {
  const { id: defaultId } = {
    id: undefined,
    ...chooseVersion(product.versions),
  };
  return [...product.versions]
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ id, name, createdAt, active, deprecated }) => ({
      id,
      name,
      createdAt,
      launchable: active && !deprecated,
      isDefault: id === defaultId,
    }));
}

function detailOf(facts: TemplateFacts): Omit<ProjectTemplateDetail, 'asOf'> {
  const { product, parameters, findings } = facts;
  return {
    versions: product ? versionsOf(product) : [],
    launchPaths: product?.paths.map(({ id, name }) => ({ id, name })) ?? [],
    parameters: parameters?.filter(
      ({ key }) => !SET_BY_SAGEMAKER.includes(key),
    ),
    findings,
  };
}
