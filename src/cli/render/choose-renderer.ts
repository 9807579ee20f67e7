import type { CliContext } from '../context.ts';
import { createLinesRenderer } from './lines-renderer.ts';
import { createNdjsonRenderer } from './ndjson-renderer.ts';
import { createPaint, wantsColour } from './paint.ts';
import { createQuietRenderer } from './quiet-renderer.ts';
import type { RunRenderer } from './run-renderer.ts';
import { createTasksRenderer } from './tasks-renderer.ts';

export type OutputKind = 'tasks' | 'lines' | 'ndjson' | 'quiet';

/**
 * The renderer that was asked for: events for programs on stdout, everything for people on stderr.
 * Without a wish it is `tasks` on a terminal that can redraw and that a person looks at, and `lines`
 * elsewhere; `tasks` becomes `lines` where nothing can be redrawn.
 */
export function chooseRenderer(
  wanted: OutputKind | undefined,
  { stdout, stderr, env }: Pick<CliContext, 'stdout' | 'stderr' | 'env'>,
): RunRenderer {
  const options = { paint: createPaint(wantsColour(stderr, env)) };
  const canRedraw = stderr.isTerminal && env['TERM'] !== 'dumb';
  const isWatched = (env['CI'] ?? '') === '' || env['CI'] === 'false';
  switch (wanted ?? (isWatched ? 'tasks' : 'lines')) {
    case 'ndjson':
      return createNdjsonRenderer(stdout);
    case 'quiet':
      return createQuietRenderer(stderr, options);
    case 'tasks':
      if (canRedraw) return createTasksRenderer(stderr, options);
      return createLinesRenderer(stderr, options);
    case 'lines':
      return createLinesRenderer(stderr, options);
  }
}
