import { PreflightFinding } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** What stands in the way, and what could not be looked at. */
export interface Checked {
  findings: PreflightFinding[];
  /** Each with the reason. */
  notChecked: string[];
}

export const FINE: Checked = { findings: [], notChecked: [] };

export function found(...findings: PreflightFinding[]): Checked {
  return { findings, notChecked: [] };
}

export function unchecked(what: string, reason: string): Checked {
  return { findings: [], notChecked: [`${what}: ${reason}`] };
}

export function together(checks: Checked[]): Checked {
  return {
    findings: checks.flatMap(({ findings }) => findings),
    notChecked: checks.flatMap(({ notChecked }) => notChecked),
  };
}
