import type { WriteStream } from 'node:tty';
import { Presets, SingleBar } from 'cli-progress';
import type { SnapshotProgress } from '../organization/runtime/snapshot-ports';

/** How often a line appears where no bar can be drawn, such as in the log of a pipeline. */
const LINE_EVERY_MS = 10_000;

export interface StoppableProgress extends SnapshotProgress {
  stop(): void;
}

/** A bar for a person, a line now and then for a log. */
export function snapshotProgress(stream: WriteStream): StoppableProgress {
  return stream.isTTY ? progressBar(stream) : progressLines(stream);
}

function progressBar(stream: WriteStream): StoppableProgress {
  const bar = new SingleBar({
    stream,
    format: '{bar} {value}/{total} calls, {eta_formatted} left: {what}',
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
    expect(calls) {
      total += calls;
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

function progressLines(stream: WriteStream): StoppableProgress {
  let total = 0;
  let finished = 0;
  let current = '';
  let lastLineMs = Date.now();
  return {
    expect(calls) {
      total += calls;
    },
    doing(what) {
      if (what !== current || Date.now() - lastLineMs >= LINE_EVERY_MS) {
        current = what;
        lastLineMs = Date.now();
        stream.write(`${what} (${finished} of ${total} calls made)\n`);
      }
    },
    done() {
      finished++;
    },
    note: (line) => void stream.write(`${line}\n`),
    stop: () => undefined,
  };
}
