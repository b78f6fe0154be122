import { changeConfig } from './changeConfig';

const TEXT = `{
    "Parameters": {
        "Count":   "1",
        "Type": "ml.m5.large", "Name": "x"
    },

    "StackPolicy": { "Statement": [ ] },
    "Tags": {"Count": "1"}
}
`;

describe('changeConfig', () => {
  it('changes the values, and nothing else', () => {
    expect(changeConfig(TEXT, { Count: '2', Type: 'a"b\\c' })).toBe(
      TEXT.replace('"Count":   "1"', '"Count":   "2"').replace(
        '"ml.m5.large"',
        '"a\\"b\\\\c"',
      ),
    );
  });

  it('keeps line ends and a missing one at the end of the file', () => {
    const windows = TEXT.trimEnd().replace(/\n/g, '\r\n');
    expect(changeConfig(windows, { Name: 'y' })).toBe(
      windows.replace('"x"', '"y"'),
    );
  });
});
