import { NotFoundError } from '@backstage/errors';
import {
  cicdApprovalId,
  parseApprovalId,
  registryApprovalId,
} from './approvalIds';

describe('approval ids', () => {
  it.each([
    [
      registryApprovalId(14),
      { kind: 'registry', version: 14, opens: 'staging' },
    ],
    [
      cicdApprovalId('ApproveProd', 'Approval'),
      {
        kind: 'cicd',
        stageName: 'ApproveProd',
        actionName: 'Approval',
        opens: 'prod',
      },
    ],
    [cicdApprovalId('Gate', 'ApprovePreProd'), { opens: 'staging' }],
    [cicdApprovalId('ApproveStaging', 'ok'), { opens: 'staging' }],
    [cicdApprovalId('Gate', 'ok'), { opens: 'prod' }],
  ])('%s', (id, expected) => {
    expect(parseApprovalId(id)).toMatchObject(expected);
  });

  it.each([
    '',
    'registry:',
    'registry:x',
    'registry:-1',
    'cicd:a',
    'cicd:a/b/c',
    'other:1',
  ])('knows no approval %j', id => {
    expect(() => parseApprovalId(id)).toThrow(NotFoundError);
  });
});
