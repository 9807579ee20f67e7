/**
 * Time since a run began, in a form whose neighbours can be compared: `0.4s`, `12.4s`, `1m05s`,
 * `2h00m09s`.
 */
export function formatElapsed(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)}s`;
  const seconds = Math.floor(tenths / 10);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${pad(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h${pad(minutes % 60)}m${pad(seconds % 60)}s`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
