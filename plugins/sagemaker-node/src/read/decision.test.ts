import { decisionText } from './decision';

const APPROVED = {
  decision: 'Approved',
  reason: 'AUC is better',
  decidedBy: 'user:default/ada',
} as const;

describe('decisionText', () => {
  it('holds reason and person', () => {
    expect(decisionText(APPROVED, 512)).toBe(
      'AUC is better (approved by user:default/ada)',
    );
  });

  it('fits exactly or is refused, never cut short', () => {
    const room = 512 - ' (approved by user:default/ada)'.length;
    const reason = 'x'.repeat(room);
    expect(decisionText({ ...APPROVED, reason }, 512)).toHaveLength(512);
    expect(() =>
      decisionText({ ...APPROVED, reason: `${reason}x` }, 512),
    ).toThrow(`AWS keeps ${room} characters of it`);
  });

  it('needs a reason', () => {
    expect(() => decisionText({ ...APPROVED, reason: '  ' }, 512)).toThrow(
      'needs a reason',
    );
  });
});
