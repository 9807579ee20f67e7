const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** Milliseconds as a workflow would write them, without loss: `500ms`, `1.5s`, `10m`, `1h30m`. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of units) {
    const isLast = unit === 's';
    const amount = isLast && text === '' && rest >= size ? rest / size : Math.floor(rest / size);
    if (amount === 0) continue;
    text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return rest > 0 || text === '' ? `${text}${rest}ms` : text;
}
