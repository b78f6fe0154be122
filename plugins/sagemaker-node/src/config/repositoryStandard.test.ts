import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { DEFAULT_REPOSITORY_STANDARD } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { readRepositoryStandard } from './repositoryStandard';

const YAML = `
name: ours
everywhere: []
build: [{ path: README.md, required: true }]
deployment: []
`;
const OURS = {
  name: 'ours',
  everywhere: [],
  build: [{ path: 'README.md', required: true }],
  deployment: [],
};
const URL = 'https://git.example.com/platform/standard.yaml';

describe('readRepositoryStandard', () => {
  const folder = createMockDirectory();
  let atUrl: string | undefined;

  const read = (repositoryStandard?: string) =>
    readRepositoryStandard({
      config: new ConfigReader({ sagemaker: { repositoryStandard } }),
      urlReader: mockServices.urlReader.mock({
        readUrl: async url => {
          if (url !== URL || atUrl === undefined) {
            throw new NotFoundError(`${url} not found`);
          }
          const buffer = Buffer.from(atUrl);
          return { buffer: async () => buffer };
        },
      }),
    });

  beforeEach(() => {
    atUrl = undefined;
  });

  it('is that of the suite unless another one is configured', async () => {
    expect(await read()).toEqual(DEFAULT_REPOSITORY_STANDARD);
  });

  it.each([
    ['YAML', YAML],
    ['JSON', JSON.stringify(OURS)],
  ])('reads %s from a file and from a URL', async (_, text) => {
    folder.setContent({ standard: text });
    atUrl = text;
    expect(await read(folder.resolve('standard'))).toEqual(OURS);
    expect(await read(URL)).toEqual(OURS);
  });

  it('reads it anew each time', async () => {
    atUrl = YAML;
    await read(URL);
    atUrl = YAML.replace('ours', 'newer');
    expect(await read(URL)).toEqual({ ...OURS, name: 'newer' });
  });

  it.each([
    ['a file that is not there', '/nowhere/standard.json', undefined, 'ENOENT'],
    ['a URL that is not there', URL, undefined, 'not found'],
    ['what is no YAML', URL, 'name: [', 'cannot be read'],
    ['what is no standard', URL, 'name: x', 'everywhere must be a list'],
  ])('names key and place of %s', async (_, place, text, says) => {
    atUrl = text;
    const error = await read(place).catch(thrown => thrown);
    expect(error.message).toContain(says);
    expect(error.message).toContain(`'${place}'`);
    expect(error.message).toContain(
      'configuration sagemaker.repositoryStandard',
    );
  });
});
