import { expect, test } from 'vitest';
import { Page } from '../../../src/cli/reference/page.ts';
import { noPaint } from '../../../src/core/diagnostic/code-frame.ts';

function written(columns: number, write: (page: Page) => void): string {
  const page = new Page(noPaint, columns);
  write(page);
  return page.toString();
}

test('a table leaves out the columns that are empty, and folds what is too long', () => {
  const text = written(50, (page) =>
    page.table([
      ['one', '', 'string', 'a description that does not fit on one line'],
      ['three', '', 'integer', ''],
      ['a name that is much too long for its column', '', '', 'short'],
    ]),
  );
  expect(text).toBe(`one                       string   a description that does
                                   not fit on one line
three                     integer
a name that is much too            short
long for its column
`);
});

test('a table without rows is nothing', () => {
  expect(written(40, (page) => page.table([]))).toBe('\n');
});

test('wide characters take two columns', () => {
  const text = written(40, (page) =>
    page.values([
      ['名', 'x'],
      ['abc', 'y'],
    ]),
  );
  expect(text).toBe('名  = x\nabc = y\n');
});

test('blank lines never follow one another', () => {
  const text = written(40, (page) => {
    page.blank();
    page.heading('One');
    page.blank();
    page.blank();
    page.line('two');
  });
  expect(text).toBe('One\n\ntwo\n');
});
