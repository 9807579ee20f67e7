import { defineConfig, type Plugin } from 'rolldown';

/**
 * The program as a few files: opening and compiling each module and each library on its own takes
 * longer than most commands do. What only some commands need stays in files of its own, and
 * libraries that no start needs stay where they were installed.
 */
export default defineConfig({
  input: 'src/cli/bin.ts',
  platform: 'node',
  treeshake: { propertyReadSideEffects: false },
  external: /^(?:execa|listr2|p-queue|undici|vscode-languageserver)/,
  plugins: [builtinsAsNeeded()],
  output: {
    dir: 'dist/cli',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // Of one byte for each character, which Node takes as they are.
    charset: 'ascii',
    comments: { legal: true, annotation: false, jsdoc: false },
    // Each with all that it needs: what every command loads, and what every workflow is read with.
    codeSplitting: {
      groups: [
        { name: 'main', test: /src[\\/]cli[\\/](?:main|process-context)\.ts$/, priority: 2 },
        { name: 'workflow', test: /src[\\/]cli[\\/]workflow-source\.ts$/, priority: 1 },
      ],
    },
  },
});

/**
 * Takes only what is used of Node's own modules. When one is imported, Node looks at everything that
 * it exports, and loads what lies behind: that of `node:fs` takes as long as reading a workflow.
 */
function builtinsAsNeeded(): Plugin {
  const mark = '\0builtin:';
  return {
    name: 'builtins-as-needed',
    resolveId: (id) => (id.startsWith('node:') ? `${mark}${id}` : null),
    load(id) {
      if (!id.startsWith(mark)) return null;
      const name = id.slice(mark.length);
      const found: object = process.getBuiltinModule(name) ?? {};
      const names = Object.keys(found).filter(
        (each) => each !== 'default' && /^[A-Za-z_$][\w$]*$/.test(each),
      );
      return {
        code: [
          `const builtin = process.getBuiltinModule(${JSON.stringify(name)});`,
          'export default builtin;',
          ...names.map(
            (each) => `const $${each} = builtin.${each};\nexport { $${each} as ${each} };`,
          ),
        ].join('\n'),
        moduleSideEffects: false,
      };
    },
  };
}
