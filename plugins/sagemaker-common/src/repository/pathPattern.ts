const SPECIAL = /<[^<>/]+>|\*|\{[^{}]*\}/;
const PLACEHOLDER = /<[^<>/]+>/g;

/** What the placeholders of a pattern stand for, by placeholder. */
export type Bindings = Map<string, string>;

/** The parts of a path or of a pattern. */
export const segmentsOf = (path: string) => path.split('/');

/** True when the file is one of those that the pattern describes. */
export function matchesFile(pattern: string, file: string): boolean {
  const patterns = segmentsOf(pattern);
  const segments = segmentsOf(file);
  const open = patterns.at(-1) === '**';
  return (
    (open
      ? segments.length >= patterns.length
      : segments.length === patterns.length) && fits(patterns, segments)
  );
}

/** True when the pattern describes files that could be below the folder. */
export function reachesInto(pattern: string, folder: string): boolean {
  const patterns = segmentsOf(pattern);
  const segments = segmentsOf(folder);
  const open = patterns.at(-1) === '**';
  return (
    (open || segments.length < patterns.length) && fits(patterns, segments)
  );
}

/** What the placeholders of the pattern are in that folder; undefined when it is another. */
export function bind(pattern: string, folder: string): Bindings | undefined {
  const patterns = segmentsOf(pattern);
  const segments = segmentsOf(folder);
  if (patterns.length !== segments.length || !fits(patterns, segments)) {
    return undefined;
  }
  const bindings: Bindings = new Map();
  for (const [index, each] of patterns.entries()) {
    const [, ...found] = compile(each).exec(segments[index]) ?? [];
    each
      .match(PLACEHOLDER)
      ?.forEach((placeholder, at) => bindings.set(placeholder, found[at]));
  }
  return bindings;
}

/** The pattern with what is bound filled in. */
export function fill(pattern: string, bindings: Bindings): string {
  return pattern.replace(PLACEHOLDER, found => bindings.get(found) ?? found);
}

function fits(patterns: string[], segments: string[]): boolean {
  return segments
    .slice(0, patterns.length)
    .every((segment, index) => fitsSegment(patterns[index], segment));
}

/** Repositories have thousands of files; a standard has a few dozen patterns. */
const compiled = new Map<string, RegExp>();

function compile(segment: string): RegExp {
  const known = compiled.get(segment) ?? segmentPattern(segment);
  compiled.set(segment, known);
  return known;
}

function fitsSegment(pattern: string, segment: string): boolean {
  return SPECIAL.test(pattern)
    ? compile(pattern).test(segment)
    : pattern === segment;
}

/** One group a placeholder, in their order. */
function segmentPattern(segment: string): RegExp {
  let rest = segment;
  let source = '';
  for (let found = SPECIAL.exec(rest); found; found = SPECIAL.exec(rest)) {
    const [token] = found;
    source += escape(rest.slice(0, found.index)) + tokenPattern(token);
    rest = rest.slice(found.index + token.length);
  }
  return new RegExp(`^${source}${escape(rest)}$`);
}

function tokenPattern(token: string): string {
  if (token === '*') {
    return '.*';
  }
  return token.startsWith('<')
    ? '(.+)'
    : `(?:${token.slice(1, -1).split(',').map(escape).join('|')})`;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
