import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiRegistry } from '@backstage/test-utils';
import { sagemakerApiRef } from '../api/SageMakerApi';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import { accountSet, AS_OF } from '../__testUtils__/fixtures';
import {
  validateAccountSet,
  validateProjectName,
  validateProjectTemplate,
} from './validation';

const RISK = 'resource:default/credit-risk';
const catalog = catalogApiMock({
  entities: [
    accountSet('credit-risk'),
    accountSet('old', { state: 'decommissioned' }),
  ],
});

async function problemsOf(
  validate: typeof validateAccountSet,
  value: string | undefined,
  formData = {},
  api = new FakeSageMakerApi(),
) {
  const problems: string[] = [];
  await validate(
    value,
    { addError: message => problems.push(message) },
    {
      apiHolder: TestApiRegistry.from(
        [catalogApiRef, catalog],
        [sagemakerApiRef, api],
      ),
      formData,
      schema: {},
      uiSchema: { 'ui:options': { accountSetField: 'target' } },
    },
  );
  return problems;
}

describe('validation', () => {
  it.each([
    [undefined, []],
    [RISK, []],
    ['resource:default/old', [expect.stringMatching(/is decommissioned/)]],
    ['resource:default/none', [expect.stringMatching(/no account set/)]],
  ])('of the account set %s', async (value, problems) => {
    expect(await problemsOf(validateAccountSet, value)).toEqual(problems);
  });

  it.each([
    ['s3:b/k', { target: RISK }, []],
    ['s3:b/x', { target: RISK }, [expect.stringMatching(/does not offer/)]],
    ['s3:b/k', {}, ['Choose an account set first']],
  ])('of the template %s in a form with %o', async (value, form, problems) => {
    const api = new FakeSageMakerApi();
    api.getProjectTemplates = async () => ({
      asOf: AS_OF,
      items: [{ id: 's3:b/k', name: 'n', source: 'S3' }],
    });
    expect(await problemsOf(validateProjectTemplate, value, form, api)).toEqual(
      problems,
    );
  });

  it('refuses what could not be checked', async () => {
    const api = new FakeSageMakerApi();
    api.getProjectTemplates = () =>
      backendAnswers(503, { name: 'ServiceUnavailableError', message: 'down' });
    const problems = await problemsOf(
      validateProjectTemplate,
      's3:b/k',
      { target: RISK },
      api,
    );
    expect(problems).toEqual([expect.stringMatching(/could not be checked/)]);
  });

  it.each([
    ['scoring', { target: RISK }, []],
    ['scoring', {}, []],
    ['-scoring', { target: RISK }, [expect.stringMatching(/project name/)]],
    ['scoring', { target: 'resource:default/none' }, [expect.any(String)]],
  ])('of the name %s in a form with %o', async (value, form, problems) => {
    expect(await problemsOf(validateProjectName, value, form)).toEqual(
      problems,
    );
  });
});
