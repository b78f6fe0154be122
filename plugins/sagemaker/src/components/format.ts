import { DateTime, Duration } from 'luxon';

/** `3 h 5 min`, `2 min 10 s`, `8 s`: the two largest units of a length of time. */
export function formatDuration(
  startedAt: string | undefined,
  endedAt: string | undefined,
): string {
  if (!startedAt || !endedAt) return '';
  const between = DateTime.fromISO(endedAt).diff(DateTime.fromISO(startedAt));
  const { days, hours, minutes, seconds } = Duration.fromMillis(
    Math.max(0, between.toMillis()),
  ).shiftTo('days', 'hours', 'minutes', 'seconds');
  const parts = [
    days && `${days} d`,
    hours && `${hours} h`,
    minutes && `${minutes} min`,
    Math.floor(seconds) && `${Math.floor(seconds)} s`,
  ].filter(Boolean);
  return parts.slice(0, 2).join(' ') || '0 s';
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

/** The readable end of `arn:...:user-profile/d-1/anna` or `assumed-role/train/session`. */
export function shortPrincipal(principal: string | undefined): string {
  return principal?.split('/').at(-1) ?? '';
}

/** The first characters of a Git commit id. */
export function shortCommit(commit: string | undefined): string {
  return commit?.slice(0, 8) ?? '';
}
