/** Markdown's own signs would end a cell or begin something else. */
const cell = (text: string) =>
  text ? `\`${text.replace(/`/g, "'").replace(/\|/g, '\\|')}\`` : '(empty)';

/** The changes as a table in Markdown. */
export function changeTable(
  changes: { parameter: string; before: string; after: string }[],
): string {
  return [
    '| Parameter | Before | After |',
    '| --- | --- | --- |',
    ...changes.map(
      ({ parameter, before, after }) =>
        `| ${cell(parameter)} | ${cell(before)} | ${cell(after)} |`,
    ),
  ].join('\n');
}
