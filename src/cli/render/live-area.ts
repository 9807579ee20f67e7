import { DefaultRenderer, ListrEventManager, ListrLogger, ProcessOutput, Spinner } from 'listr2';
import type { Output } from '../context.ts';
import { stillMark } from './work-row.ts';

/** The part of a terminal that is drawn anew while a run goes on. */
export interface LiveArea {
  /** Takes the area off the screen and gives the cursor back; resolves when that is done. */
  close(): Promise<void>;
  /** Gives the cursor back at once, and leaves what was drawn last. */
  abandon(): void;
}

/**
 * Opens a live area at the foot of a terminal. `draw` is asked for the lines several times a second,
 * with the picture of the spinner that is due.
 *
 * If the process ends without either, by a signal or an exception, the cursor is shown again all the
 * same, because Listr2 sees to it.
 */
export function openLiveArea(
  output: Output,
  draw: (spinner: string) => readonly string[],
): LiveArea {
  const spinner = new Spinner();
  const area = new Area(output, () => draw(spinner.fetch()));
  let status: 'opening' | 'open' | 'closed' = 'opening';
  let timer: NodeJS.Timeout | undefined;
  const opened = area.render().then(() => {
    if (status === 'closed') return area.end();
    status = 'open';
    area.update();
    timer = setInterval(() => {
      spinner.spin();
      area.update();
    }, frameMs).unref();
  });

  function end(): boolean {
    const wasOpen = status === 'open';
    status = 'closed';
    clearInterval(timer);
    if (wasOpen) area.end();
    return wasOpen;
  }

  return {
    async close() {
      await opened;
      end();
    },
    abandon() {
      if (end()) output.write(`${draw(stillMark).join('\n')}\n`);
    },
  };
}

const frameMs = 125;

/**
 * Listr2's renderer without its tasks: a run is not Listr's to perform, and its events say all there
 * is to show. What stays is the area itself: redrawn in place, no taller than the terminal, cursor hidden.
 */
class Area extends DefaultRenderer {
  readonly #draw: () => readonly string[];

  constructor(output: Output, draw: () => readonly string[]) {
    const stream = asStream(output);
    const logger = new ListrLogger<never>({ processOutput: new ProcessOutput(stream, stream) });
    super([], { logger, lazy: true, clearOutput: true }, new ListrEventManager());
    this.#draw = draw;
  }

  override create(): string {
    return this.#draw().join('\n');
  }
}

/** Listr2 asks for a whole stream of a terminal, and uses this much of it. */
function asStream(output: Output): NodeJS.WriteStream {
  const used = {
    isTTY: true,
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
    write(text: string | Uint8Array): boolean {
      output.write(String(text));
      return true;
    },
  };
  return used as unknown as NodeJS.WriteStream;
}
