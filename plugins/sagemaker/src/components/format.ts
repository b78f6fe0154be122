import { DateTime, Duration } from 'luxon';

/** `3 h 5 min`, `2 min 10 s`, `8 s`: the two largest units of a length of time. */
export function formatLength(milliseconds: number): string {
  const { days, hours, minutes, seconds } = Duration.fromMillis(
    Math.max(0, milliseconds),
  ).shiftTo('days', 'hours', 'minutes', 'seconds');
  const parts = [
    days && `${days} d`,
    hours && `${hours} h`,
    minutes && `${minutes} min`,
    Math.floor(seconds) && `${Math.floor(seconds)} s`,
  ].filter(Boolean);
  return parts.slice(0, 2).join(' ') || '0 s';
}

/** The length of time between two times; empty before the end. */
export function formatDuration(
  startedAt: string | undefined,
  endedAt: string | undefined,
): string {
  if (!startedAt || !endedAt) return '';
  return formatLength(
    DateTime.fromISO(endedAt).diff(DateTime.fromISO(startedAt)).toMillis(),
  );
}

/** Date and time in the reader's own language and zone. */
export function formatTime(time: string | undefined): string {
  return time
    ? DateTime.fromISO(time).toLocaleString(DateTime.DATETIME_MED)
    : '';
}

/** `12 seconds ago`, `just now`. */
export function formatAge(
  time: string,
  now: DateTime = DateTime.now(),
): string {
  const then = DateTime.fromISO(time);
  return now.diff(then).as('seconds') < 5
    ? 'just now'
    : then.toRelative({ base: now }) ?? time;
}

/** `1 entity`, `1,234 entities`, in the reader's own way to write numbers. */
export function formatCount(
  count: number,
  one: string,
  many: string = `${one}s`,
): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

/** The readable end of `arn:...:user-profile/d-1/anna` or `assumed-role/train/session`. */
export function shortPrincipal(principal: string | undefined): string {
  return principal?.split('/').at(-1) ?? '';
}

/** The first characters of a Git commit id. */
export function shortCommit(commit: string | undefined): string {
  return commit?.slice(0, 8) ?? '';
}
