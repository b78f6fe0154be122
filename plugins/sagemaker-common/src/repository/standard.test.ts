import {
  DEFAULT_REPOSITORY_STANDARD,
  parseRepositoryStandard,
} from './standard';

const EMPTY = { name: 'ours', everywhere: [], build: [], deployment: [] };

describe('parseRepositoryStandard', () => {
  it('takes the standard of the suite as it is', () => {
    expect(
      parseRepositoryStandard(DEFAULT_REPOSITORY_STANDARD, 'default'),
    ).toEqual(DEFAULT_REPOSITORY_STANDARD);
  });

  it.each([
    ['a text', 'README.md', 'the file must be an object'],
    ['nothing', null, 'the file must be an object'],
    ['no name', { ...EMPTY, name: undefined }, 'name must be a text'],
    ['no list', { ...EMPTY, build: {} }, 'build must be a list of rules'],
    [
      'another kind',
      { ...EMPTY, training: [] },
      'the file.training is unknown',
    ],
    ['a bare path', { ...EMPTY, build: ['a'] }, 'build[0] must be an object'],
    ['no path', { ...EMPTY, build: [{}] }, 'build[0].path must be a text'],
    [
      'a misspelt key',
      { ...EMPTY, build: [{ path: 'a', foreach: 'b' }] },
      'build[0].foreach is unknown; known are path, required, forEach, purpose',
    ],
    [
      'a required that is none',
      { ...EMPTY, everywhere: [{ path: 'a', required: 'yes' }] },
      'everywhere[0].required must be true or false',
    ],
    [
      'a path outside',
      { ...EMPTY, deployment: [{ path: '../a' }] },
      "deployment[0].path is '../a', but must be a path from the root",
    ],
    [
      'an absolute path',
      { ...EMPTY, build: [{ path: '/a' }] },
      "build[0].path is '/a', but must be a path from the root",
    ],
    [
      'a folder',
      { ...EMPTY, build: [{ path: 'a', forEach: 'b/' }] },
      "build[0].forEach is 'b/', but must be a path from the root",
    ],
    [
      '** in the middle',
      { ...EMPTY, build: [{ path: 'a/**/b' }] },
      "build[0].path is 'a/**/b', but ** can only be the last segment",
    ],
  ])('refuses %s and names the field', (_, value, says) => {
    expect(() => parseRepositoryStandard(value, 'ours.yaml')).toThrow(
      `Repository standard ours.yaml: ${says}`,
    );
  });
});
