import { InputError } from '@backstage/errors';

/**
 * The text that AWS keeps of a decision: the reason and the person. Never cut
 * short, because it is the record of who decided what.
 */
export function decisionText(
  {
    decision,
    reason,
    decidedBy,
  }: { decision: 'Approved' | 'Rejected'; reason: string; decidedBy: string },
  maxLength: number,
): string {
  const suffix = ` (${decision.toLowerCase()} by ${decidedBy})`;
  if (!reason.trim()) {
    throw new InputError('A decision needs a reason');
  }
  if (reason.length + suffix.length > maxLength) {
    throw new InputError(
      `The reason is too long: AWS keeps ${
        maxLength - suffix.length
      } characters of it, it has ${reason.length}`,
    );
  }
  return `${reason}${suffix}`;
}
