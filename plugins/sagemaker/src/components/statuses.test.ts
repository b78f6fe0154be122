import { stageLook, statusLook } from './statuses';

describe('statuses', () => {
  it.each([
    ['Succeeded', 'success', 'Succeeded'],
    ['Executing', 'progress', 'Running'],
    ['PendingManualApproval', 'warning', 'Waiting for approval'],
    ['rolledBack', 'danger', 'Rolled back'],
    ['decommissioned', 'neutral', 'Decommissioned'],
    ['BrandNewStatus', 'neutral', 'BrandNewStatus'],
    ['toString', 'neutral', 'toString'],
  ])('shows %s as %s "%s"', (status, tone, label) => {
    expect(statusLook(status)).toEqual({ tone, label });
  });

  it('says registered, not running, of what dev has', () => {
    expect(stageLook('dev', 'running').label).toBe('Registered');
    expect(stageLook('prod', 'running').label).toBe('Running');
    expect(stageLook('dev', 'empty').label).toBe('Nothing yet');
  });
});
