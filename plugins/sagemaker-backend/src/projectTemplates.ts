import { ProjectTemplateList } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ProjectTemplateReader } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from './access/Gate';
import { AccountSetSubject } from './access/subjects';
import { ReadCache } from './reads/ReadCache';

/** Project templates that the tooling account of a set offers. */
export class ProjectTemplates {
  constructor(
    private readonly deps: { reader: ProjectTemplateReader; cache: ReadCache },
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
}
