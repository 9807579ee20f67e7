/**
 * Builds the program into `dist`, as a few files: to open and compile each module and each library on
 * its own takes longer than most commands do. Run by `npm run build`.
 */
import { chmodSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type InputOptions, type OutputOptions } from 'rolldown';
import { spelledOut } from './spelled-out.ts';
import { thirdPartyLicenses } from './third-party-licenses.ts';
import { whenCalled } from './when-called.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'dist/cli');

const input: InputOptions = {
  cwd: root,
  platform: 'node',
  logLevel: 'warn',
  // The same code as modules, of which unused parts can be left out.
  resolve: { alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') } },
  // What only some commands need, and finds its own parts, stays where it is installed. Of these
  // nothing can be imported as `default`: an ES module that is required has none.
  external: /^(?:execa|listr2|undici|vscode-languageserver)/,
};

const output: OutputOptions = {
  dir: folder,
  format: 'cjs',
  strict: true,
  // Code that is kept cannot import.
  dynamicImportInCjs: false,
  // Compiled code is kept by the name of its file, so the name changes with what is in it.
  entryFileNames: '[name]-[hash].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  // Which Node reads faster.
  charset: 'ascii',
  // The names stay: they are what a stack trace is read by.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  comments: { legal: true, annotation: false, jsdoc: false },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });

const licenses = thirdPartyLicenses();

const compiler = await build({
  ...input,
  input: 'src/core/language/schema-compiler.ts',
  plugins: [licenses],
  output,
});

await build({
  ...input,
  input: 'src/cli/bin.ts',
  plugins: [
    whenCalled('src/core/language/schema-compiler.ts', compiler.output[0]),
    spelledOut(root, 'src/providers/lunanode/lunanode-catalogue.ts'),
    licenses,
  ],
  output: {
    ...output,
    entryFileNames: '[name].cjs',
    // Each with all that it needs: what every command loads, and what every workflow is read with.
    codeSplitting: {
      groups: [
        { name: 'start', test: /src[\\/]cli[\\/]start\.ts$/, priority: 2 },
        { name: 'workflow', test: /src[\\/]cli[\\/]commands[\\/]validate\.ts$/, priority: 1 },
      ],
    },
  },
});

chmodSync(join(folder, 'bin.cjs'), 0o755);
