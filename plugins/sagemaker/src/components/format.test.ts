import { DateTime } from 'luxon';
import {
  formatAge,
  formatCount,
  formatDuration,
  shortCommit,
  shortPrincipal,
} from './format';

describe('format', () => {
  const at = (seconds: number) =>
    new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

  it.each([
    [0, '0 s'],
    [0.4, '0 s'],
    [8, '8 s'],
    [130, '2 min 10 s'],
    [3600, '1 h'],
    [11100, '3 h 5 min'],
    [90061, '1 d 1 h'],
    [-5, '0 s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(at(0), at(seconds))).toBe(text);
  });

  it('has no duration before the end', () => {
    expect(formatDuration(at(0), undefined)).toBe('');
    expect(formatDuration(undefined, at(0))).toBe('');
  });

  it.each([
    [0, 'just now'],
    [12, '12 seconds ago'],
    [180, '3 minutes ago'],
  ])('writes an age of %d seconds as %s', (seconds, text) => {
    expect(formatAge(at(0), DateTime.fromISO(at(seconds)))).toBe(text);
  });

  it.each([
    [0, '0 entities'],
    [1, '1 entity'],
    [1234, `${(1234).toLocaleString()} entities`],
  ])('counts %d as %s', (count, text) => {
    expect(formatCount(count, 'entity', 'entities')).toBe(text);
  });

  it.each([
    ['arn:aws:sagemaker:eu-west-1:1:user-profile/d-1/anna', 'anna'],
    ['arn:aws:iam::1:role/service-role/trainer', 'trainer'],
    ['anna', 'anna'],
    [undefined, ''],
  ])('shortens the principal %s to %s', (principal, text) => {
    expect(shortPrincipal(principal)).toBe(text);
  });

  it('shortens a commit', () => {
    expect(shortCommit('0123456789abcdef')).toBe('01234567');
    expect(shortCommit(undefined)).toBe('');
  });
});
