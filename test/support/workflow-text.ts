/**
 * The text of a workflow as a test writes it: without the indentation of the test around it, and
 * with a name when it has none.
 */
export function workflowText(text: string): string {
  const lines = text.split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  const plain = lines.map((line) => line.slice(indent)).join('\n');
  return /^\{|^name:/m.test(plain) ? plain : `name: test\n${plain.replace(/^\n/, '')}`;
}
