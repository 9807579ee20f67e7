import type { CliContext, Output } from '../context.ts';

/** Whether an output can show more than ASCII, as far as the environment tells. */
export function showsUnicode({ LC_ALL, LC_CTYPE, LANG, TERM }: CliContext['env']): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return TERM !== 'linux' && (locale === '' || /utf-?8/i.test(locale));
}

/** An output whose marks are ASCII; each takes as many columns as the one that it stands for. */
export function asciiOutput(output: Output): Output {
  return {
    write: (text) => output.write(text.replaceAll(marks, (mark) => plain[mark] ?? '*')),
    get isTerminal() {
      return output.isTerminal;
    },
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
  };
}

const plain: Readonly<Record<string, string>> = {
  '✔': '+',
  '✖': 'x',
  '↷': '-',
  '↶': '<',
  '○': '.',
  '›': '>',
  '⊘': '!',
  '→': '>',
  '…': '~',
  '·': '-',
};

/** The marks, and the pictures of the spinner. */
const marks = /[✔✖↷↶○›⊘→…·\u2800-\u28ff]/gu;
