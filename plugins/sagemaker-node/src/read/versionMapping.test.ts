import { approvalState, mapVersion, sameApprovalState } from './versionMapping';

const CREATED = new Date('2026-01-01T10:00:00.250Z');
const PACKAGE = {
  ModelPackageArn:
    'arn:aws:sagemaker:eu-west-1:100000000002:model-package/churn-models/3',
  ModelPackageVersion: 3,
  ModelPackageStatus: 'Completed',
  CreationTime: CREATED,
} as const;

describe('mapVersion', () => {
  it('fills in what AWS leaves out', () => {
    expect(mapVersion(PACKAGE)).toMatchObject({
      version: 3,
      approvalStatus: 'PendingManualApproval',
      createdAt: CREATED.toISOString(),
      modifiedAt: CREATED.toISOString(),
      images: undefined,
      lifecycle: undefined,
    });
  });

  it('keeps where the version comes from and where it stands', () => {
    expect(
      mapVersion({
        ...PACKAGE,
        ModelApprovalStatus: 'Approved',
        LastModifiedTime: new Date('2026-01-02T00:00:00Z'),
        CreatedBy: { UserProfileName: 'dana' },
        LastModifiedBy: {
          IamIdentity: {
            Arn: 'arn:aws:sts::100000000002:assumed-role/mlops-portal/backstage',
          },
        },
        ModelLifeCycle: { Stage: 'QA', StageStatus: 'InProgress' },
        MetadataProperties: {
          CommitId: 'c0ffee',
          Repository: 'churn-build',
          GeneratedBy: 'arn:run',
        },
        InferenceSpecification: { Containers: [{ Image: 'image:1' }, {}] },
      }),
    ).toMatchObject({
      approvalStatus: 'Approved',
      modifiedAt: '2026-01-02T00:00:00.000Z',
      createdBy: 'dana',
      modifiedBy: 'backstage',
      lifecycle: { stage: 'QA', status: 'InProgress' },
      commit: 'c0ffee',
      repository: 'churn-build',
      runArn: 'arn:run',
      images: ['image:1'],
    });
  });

  it.each(['ModelPackageArn', 'ModelPackageVersion', 'CreationTime'])(
    'refuses a record without %s',
    member => {
      expect(() => mapVersion({ ...PACKAGE, [member]: undefined })).toThrow(
        'has no version, status or creation time',
      );
    },
  );
});

describe('approval state', () => {
  const shown = approvalState(mapVersion(PACKAGE));

  it('holds status and time of the last change', () => {
    expect(shown).toBe('PendingManualApproval@2026-01-01T10:00:00.250Z');
  });

  it.each([
    ['PendingManualApproval@2026-01-01T10:00:00.250Z', true],
    ['PendingManualApproval@2026-01-01T10:00:00Z', true],
    ['PendingManualApproval@2026-01-01T10:00:01.250Z', false],
    ['Approved@2026-01-01T10:00:00.250Z', false],
    ['', false],
  ])('is the same as %s: %s', (other, same) => {
    expect(sameApprovalState(shown, other)).toBe(same);
  });
});
