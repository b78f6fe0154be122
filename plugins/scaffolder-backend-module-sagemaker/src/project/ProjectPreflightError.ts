import { InputError } from '@backstage/errors';

/** What stands in the way of a project, all of it at once; nothing has been touched. */
export class ProjectPreflightError extends InputError {
  constructor(what: string, readonly findings: string[]) {
    super(
      [
        `${what}. Nothing has been changed in AWS. What to correct:`,
        ...findings.map(finding => `- ${finding}`),
      ].join('\n'),
    );
  }
}
