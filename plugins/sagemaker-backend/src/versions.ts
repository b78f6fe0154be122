import { VersionList } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ModelVersionReader } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from './access/Gate';
import { ModelGroupSubject } from './access/subjects';
import { PageRequest, pageQuestion } from './reads/page';
import { ReadCache } from './reads/ReadCache';

/** Versions of a model group. */
export class Versions {
  constructor(
    private readonly deps: { reader: ModelVersionReader; cache: ReadCache },
  ) {}

  async list(
    { subject: { modelGroupArn } }: Access<ModelGroupSubject>,
    page: PageRequest,
  ): Promise<VersionList> {
    const { value, asOf } = await this.deps.cache.read(
      { subject: modelGroupArn, question: `versions?${pageQuestion(page)}` },
      signal => this.deps.reader.list(modelGroupArn, { ...page, signal }),
    );
    return {
      modelGroupArn,
      asOf,
      items: value.items,
      nextCursor: value.nextCursor,
    };
  }
}
