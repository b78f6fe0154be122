/** Where a resource lives. */
export interface Target {
  accountId: string;
  region: string;
}

export function regionalArn(
  service: string,
  { accountId, region }: Target,
  resource: string,
): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}
