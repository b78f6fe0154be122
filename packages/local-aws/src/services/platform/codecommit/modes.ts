import type { FileModeTypeEnum } from '@aws-sdk/client-codecommit';

const MODES: Record<string, FileModeTypeEnum> = {
  '100644': 'NORMAL',
  '100755': 'EXECUTABLE',
  '120000': 'SYMLINK',
};

/** CodeCommit's name of a mode of git. */
export function fileMode(mode: string): FileModeTypeEnum {
  return MODES[mode] ?? 'NORMAL';
}

/** Git's number of a mode of CodeCommit; undefined when there is none. */
export function gitMode(mode: string): string | undefined {
  return Object.keys(MODES).find(key => MODES[key] === mode);
}
