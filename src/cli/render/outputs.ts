import type { Json, JsonObject } from '../../core/json.ts';
import { plainLine } from './plain-text.ts';
import { styledLine, type LineLook } from './styled-line.ts';
import { padText, textWidth } from './text-width.ts';

/** Outputs for a person: names and values in two columns, nested values as JSON, long ones cut. */
export function renderOutputs(outputs: JsonObject, look: LineLook): string[] {
  const entries = Object.entries(outputs);
  const width = Math.min(widestName, Math.max(0, ...entries.map(([name]) => textWidth(name))));
  return entries.map(([name, value]) =>
    styledLine(
      [{ text: `  ${padText(plainLine(name), width)}  `, tone: 'dim' }, { text: valueText(value) }],
      look,
    ),
  );
}

/** Outputs for a program: one JSON object, in lines that a person can read too. */
export function renderOutputsJson(outputs: JsonObject): string {
  return `${JSON.stringify(outputs, null, 2)}\n`;
}

const widestName = 28;

function valueText(value: Json): string {
  return plainLine(typeof value === 'string' ? value : JSON.stringify(value));
}
