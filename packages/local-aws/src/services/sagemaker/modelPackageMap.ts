import type { ModelPackageRecord } from './store';

/** Model packages by ARN, with an index of the versions of each group. */
export class ModelPackageMap extends Map<string, ModelPackageRecord> {
  readonly #groups = new Map<string, Map<string, ModelPackageRecord>>();

  override set(arn: string, record: ModelPackageRecord): this {
    // The ARN of a version holds the group: neither ever changes.
    const group = record.ModelPackageGroupName;
    if (group !== undefined) {
      const versions = this.#groups.get(group) ?? new Map();
      this.#groups.set(group, versions.set(arn, record));
    }
    return super.set(arn, record);
  }

  override delete(arn: string): boolean {
    const group = this.get(arn)?.ModelPackageGroupName;
    if (group !== undefined) {
      this.#groups.get(group)?.delete(arn);
    }
    return super.delete(arn);
  }

  override clear() {
    this.#groups.clear();
    super.clear();
  }

  /** In the order in which they were registered. */
  ofGroup(group: string): ModelPackageRecord[] {
    return [...(this.#groups.get(group)?.values() ?? [])];
  }
}
