import { consoleBase } from './console';

describe('consoleBase', () => {
  it.each([
    [{ region: 'eu-west-1' }, 'https://eu-west-1.console.aws.amazon.com'],
    [
      { region: 'us-east-1', partition: 'aws' },
      'https://us-east-1.console.aws.amazon.com',
    ],
    [
      { region: 'cn-north-1', partition: 'aws-cn' },
      'https://cn-north-1.console.amazonaws.cn',
    ],
    [
      { region: 'us-gov-west-1', partition: 'aws-us-gov' },
      'https://us-gov-west-1.console.amazonaws-us-gov.com',
    ],
  ])('of %j is %s', (where, expected) => {
    expect(consoleBase(where)).toBe(expected);
  });
});
