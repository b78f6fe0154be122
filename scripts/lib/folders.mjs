import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A temporary folder, `{ path, remove }`; it goes with this process, if not before.
 */
export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  const clean = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', clean);
  return {
    path,
    remove() {
      clean();
      process.off('exit', clean);
    },
  };
}
