import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function say(message) {
  process.stdout.write(`${message}\n`);
}

/** One clear line that says what to do, then the end. */
export function fail(message) {
  process.stderr.write(`\n✖ ${message}\n`);
  process.exit(1);
}

/** Shows that something goes on: a counter on a terminal, a line elsewhere. */
export function progress(label) {
  const started = Date.now();
  let detail = '';
  const line = () =>
    `… ${label} (${Math.round((Date.now() - started) / 1000)} s)${
      detail && ` ${detail}`
    }`;
  if (!process.stdout.isTTY) {
    say(`… ${label}`);
    return {
      detail() {},
      done: text => say(`✔ ${text ?? label}`),
    };
  }
  const draw = () => process.stdout.write(`\r\x1b[2K${line()}`);
  draw();
  const timer = setInterval(draw, 500);
  return {
    detail(text) {
      detail = text;
    },
    done(text) {
      clearInterval(timer);
      process.stdout.write(`\r\x1b[2K✔ ${text ?? label}\n`);
    },
  };
}
