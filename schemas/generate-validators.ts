import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import standaloneModule from 'ajv/dist/standalone/index.js';
import addFormatsModule from 'ajv-formats';

type Schema = Record<string, unknown>;

/**
 * The validators that every start needs, as code: compiling them anew takes longer than everything
 * else that is done for a small file.
 */
export function workflowValidatorModule(schema: Schema): string {
  const ajv = createAjv();
  // What a step may hold for each action is checked against the catalogue itself.
  ajv.addSchema({}, 'actions.schema.json');
  return moduleOf(ajv, ajv.compile(schema), 'schemas/workflow.schema.json');
}

/** Whether something is a JSON Schema (2020-12), by the schema that JSON Schema has of itself. */
export function metaSchemaValidatorModule(): string {
  const ajv = createAjv();
  const validate = ajv.getSchema(metaSchema);
  if (validate === undefined) throw new Error('Ajv does not know JSON Schema 2020-12');
  return moduleOf(ajv, validate, metaSchema);
}

const metaSchema = 'https://json-schema.org/draft/2020-12/schema';

/** The same options as where schemas are compiled while the program runs: errors have to be alike. */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    allowUnionTypes: true,
    verbose: true,
    code: { source: true, esm: true, lines: true },
  });
  addFormats(ajv);
  return ajv;
}

// The packages are CommonJS: the function is the default export, or the module itself.
const addFormats = 'default' in addFormatsModule ? addFormatsModule.default : addFormatsModule;
const standalone = 'default' in standaloneModule ? standaloneModule.default : standaloneModule;

function moduleOf(ajv: Ajv2020, validate: ValidateFunction, source: string): string {
  const notice = `/* Generated from ${source} by \`npm run generate\`. */`;
  return `${notice}\n${withImports(standalone(ajv, validate))}`;
}

/** Ajv asks for its own functions with `require`, in modules too. */
function withImports(code: string): string {
  const imports: string[] = [];
  const rest = code
    .replace('"use strict";', '')
    .replaceAll(
      /const (\w+) = require\("(ajv\/[\w/-]+)"\)\.default;/g,
      (_whole, name: string, path: string) => {
        imports.push(`import ${name}Module from '${path}.js';`);
        // Some loaders hand out a CommonJS module, others its default export.
        return `const ${name} = ${name}Module.default ?? ${name}Module;`;
      },
    );
  if (rest.includes('require('))
    throw new Error('a validator needs something that is not imported');
  return [...imports, rest].join('\n');
}
