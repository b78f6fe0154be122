import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { anyAccountSet } from '../actions/accountSet';
import { depsWith } from '../__testUtils__/actionTask';
import { accountSetEntity } from '../__testUtils__/entities';
import { FakeAws } from '../__testUtils__/fakeAws';
import { loadUseCase } from './loadUseCase';

const withoutDev = accountSetEntity('tooling-only');
withoutDev.spec = {
  ...withoutDev.spec,
  accounts: [{ role: 'tooling', accountId: '100000000002' }],
};
const deps = {
  ...depsWith(new FakeAws()).deps,
  catalog: catalogServiceMock({
    entities: [withoutDev, accountSetEntity('retired', 'decommissioned')],
  }),
};
const ctx = {
  ...createMockActionContext(),
  logger: mockServices.logger.mock(),
  getInitiatorCredentials: async () => mockCredentials.user(),
};

describe('loadUseCase', () => {
  it.each([
    [
      'an account set without the account that pipelines run in',
      { name: 'churn', accountSet: 'tooling-only' },
      ["has no account with the role 'dev'"],
    ],
    [
      'a name and an account set that cannot be',
      { name: 'a_b', accountSet: 'nowhere' },
      ["name: 'a_b' cannot be a project name", 'is not in the catalog'],
    ],
    [
      'an account set that is not active',
      { name: 'churn', accountSet: 'retired' },
      ['is decommissioned'],
    ],
  ])('finds %s', async (_, useCase, findings) => {
    await expect(loadUseCase(ctx, deps, useCase)).rejects.toMatchObject({
      name: 'InputError',
      findings: findings.map(text => expect.stringContaining(text)),
    });
  });

  it('reads an account set in any state where that is asked for', async () => {
    await expect(
      loadUseCase(
        ctx,
        deps,
        { name: 'churn', accountSet: 'retired' },
        anyAccountSet,
      ),
    ).resolves.toMatchObject({ set: { name: 'retired' } });
  });
});
