import { markdownTable, outsideCode } from '../src/cli/reference/markdown-text.ts';
import { renderDiagnostic } from '../src/core/diagnostic/code-frame.ts';
import { diagnosticTitles, type DiagnosticCode } from '../src/core/diagnostic/diagnostic.ts';
import { commandOutput } from './command-output.ts';
import { rightExample, wrongExample } from './diagnostic-examples.ts';
import { diagnosticExplanations, type CommandExample } from './diagnostic-explanations.ts';

/** The page of each diagnostic, and the one that lists them, by their paths in `reference`. */
export async function diagnosticPages(): Promise<Readonly<Record<string, string>>> {
  const codes = Object.keys(diagnosticTitles) as DiagnosticCode[];
  const pages: Record<string, string> = { 'diagnostics.md': overview(codes) };
  for (const code of codes) pages[pathOf(code)] = await page(code);
  return pages;
}

function pathOf(code: DiagnosticCode): string {
  return `diagnostics/${code}.md`;
}

function overview(codes: readonly DiagnosticCode[]): string {
  return [
    '# Diagnostics',
    '',
    'What `perilune validate` and everything that reads a workflow can report. The code stands at the end of the first line of a diagnostic. With an error a workflow is refused; with a warning it runs, but most likely not as it was meant.',
    '',
    ...markdownTable(
      ['Code', 'Severity', 'What is wrong'],
      codes.map((code) => [
        `[\`${code}\`](${pathOf(code)})`,
        severityOf(code),
        diagnosticTitles[code],
      ]),
    ),
    '',
  ].join('\n');
}

function severityOf(code: DiagnosticCode): 'error' | 'warning' {
  const isShown = diagnosticExplanations[code].commandLine === undefined;
  return (isShown ? wrongExample(code).diagnostics[0]?.severity : undefined) ?? 'error';
}

async function page(code: DiagnosticCode): Promise<string> {
  const { why, commandLine } = diagnosticExplanations[code];
  const title = diagnosticTitles[code];
  return [
    `# \`${code}\``,
    '',
    `${title.charAt(0).toUpperCase()}${title.slice(1)}: ${severityOf(code) === 'error' ? 'an error' : 'a warning'}.`,
    '',
    outsideCode(why),
    '',
    ...(commandLine === undefined ? workflowExamples(code) : await commandExamples(commandLine)),
    '[All diagnostics](../diagnostics.md)',
    '',
  ].join('\n');
}

function workflowExamples(code: DiagnosticCode): string[] {
  const wrong = wrongExample(code);
  const shown = wrong.diagnostics.map((each) => renderDiagnostic(each)).join('\n');
  return [
    '## Wrong',
    '',
    ...block('yaml', wrong.text),
    ...block('text', shown),
    '## Right',
    '',
    ...block('yaml', rightExample(code).text),
  ];
}

async function commandExamples({ file, text, wrong, right }: CommandExample): Promise<string[]> {
  const shown = async (words: readonly string[]) => {
    const output = await commandOutput(words, { path: file, text });
    return block('text', `$ perilune ${words.join(' ')}\n${output}`);
  };
  return [
    `The file \`${file}\`:`,
    '',
    ...block('yaml', text),
    '## Wrong',
    '',
    ...(await shown(wrong)),
    '## Right',
    '',
    ...(await shown(right)),
  ];
}

/** A fenced block, followed by an empty line. */
function block(language: string, text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text.trimEnd(), fence, ''];
}
