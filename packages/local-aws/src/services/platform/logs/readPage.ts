import { LogLine } from './lines';
import { invalid } from './validation';

const TOKEN = /^([fb])\/(\d{56})\/s$/;

function token(direction: 'f' | 'b', position: number): string {
  return `${direction}/${String(position).padStart(56, '0')}/s`;
}

/** The first line that is not before a time. */
function positionOf(lines: LogLine[], time: number | undefined): number {
  const position =
    time === undefined
      ? 0
      : lines.findIndex(({ timestamp }) => timestamp >= time);
  return position < 0 ? lines.length : position;
}

interface Request {
  limit: number;
  nextToken?: string;
  startFromHead?: boolean;
  /** In ms; the end is left out. */
  startTime?: number;
  endTime?: number;
}

/**
 * One page of a stream and the tokens of its neighbours, which are never missing: at
 * an end the token is the one that was asked with. Without a token the last lines
 * come first.
 */
export function readPage(
  lines: LogLine[],
  { limit, nextToken, startFromHead, startTime, endTime }: Request,
): { lines: LogLine[]; forward: string; backward: string } {
  const first = positionOf(lines, startTime);
  const last = Math.max(
    first,
    endTime === undefined ? lines.length : positionOf(lines, endTime),
  );
  const asked = nextToken === undefined ? undefined : TOKEN.exec(nextToken);
  if (asked === null) {
    throw invalid('The specified nextToken is invalid.');
  }
  const isForward = asked ? asked[1] === 'f' : startFromHead === true;
  const edge = isForward ? first : last;
  const from = asked ? Number(asked[2]) : edge;
  const position = Math.min(Math.max(from, first), last);
  const [start, end] = isForward
    ? [position, Math.min(position + limit, last)]
    : [Math.max(position - limit, first), position];
  return {
    lines: lines.slice(start, end),
    forward: token('f', end),
    backward: token('b', start),
  };
}
