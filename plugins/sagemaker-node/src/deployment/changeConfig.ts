import { applyEdits, JSONPath, modify } from 'jsonc-parser';

/** Of the first member of the file: spaces, or tabs. */
const INDENT = /^\{\s*?\n([ \t]+)"/;

/**
 * The configuration with new values. All else stays byte for byte as people wrote
 * it: indentation, order, keys that this suite does not know.
 */
export function changeConfig(
  text: string,
  parameters: Record<string, string>,
): string {
  const [, indent = '  '] = INDENT.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return Object.entries(parameters).reduce((current, [name, value]) => {
    const path: JSONPath = ['Parameters', name];
    return applyEdits(
      current,
      modify(current, path, value, { formattingOptions }),
    );
  }, text);
}
