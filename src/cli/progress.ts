import type { WriteStream } from 'node:tty';
import { Presets, SingleBar } from 'cli-progress';

/** How often a line appears where no bar can be drawn, such as in the log of a pipeline. */
const LINE_EVERY_MS = 10_000;

export interface Progress {
  /** So many more are known to be needed. */
  expect(count: number): void;
  doing(what: string): void;
  /** One is finished. */
  done(): void;
  /** Something the person has to know. */
  note(line: string): void;
  stop(): void;
}

/** What is counted, as in "7 calls" and "3 of 7 calls made". */
export interface Counted {
  readonly things: string;
  readonly finished: string;
}

/** A bar for a person, a line now and then for a log. */
export function progressOn(stream: WriteStream, counted: Counted): Progress {
  return stream.isTTY ? progressBar(stream, counted) : progressLines(stream, counted);
}

function progressBar(stream: WriteStream, { things }: Counted): Progress {
  const bar = new SingleBar({
    stream,
    format: `{bar} {value}/{total} ${things}, {eta_formatted} left: {what}`,
    barsize: 24,
    etaBuffer: 100,
    // signals are the command's: the library would take away the end of the process.
    gracefulExit: false,
    clearOnComplete: true,
  }, Presets.shades_classic);
  let running = false;
  let total = 0;
  let finished = 0;
  let what = '';
  const draw = () => {
    if (running) {
      bar.setTotal(total);
      bar.update(finished, { what });
    } else {
      running = true;
      bar.start(total, finished, { what });
    }
  };
  const stop = () => {
    running = false;
    bar.stop();
  };
  return {
    expect(count) {
      total += count;
    },
    doing(now) {
      what = now;
      draw();
    },
    done() {
      finished++;
      draw();
    },
    // without the bar, which remembers its line on the screen and would clear this one in the end.
    note(line) {
      stop();
      stream.write(`${line}\n`);
    },
    stop,
  };
}

function progressLines(stream: WriteStream, { things, finished: verb }: Counted): Progress {
  let total = 0;
  let finished = 0;
  let current = '';
  let lastLineMs = Date.now();
  return {
    expect(count) {
      total += count;
    },
    doing(what) {
      if (what !== current || Date.now() - lastLineMs >= LINE_EVERY_MS) {
        current = what;
        lastLineMs = Date.now();
        stream.write(`${what} (${finished} of ${total} ${things} ${verb})\n`);
      }
    },
    done() {
      finished++;
    },
    note: (line) => void stream.write(`${line}\n`),
    stop: () => undefined,
  };
}
