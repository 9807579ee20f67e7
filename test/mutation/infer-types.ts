import type { ASTNode } from '@marcbachmann/cel-js';
import type { DocumentPath } from '../../src/core/document/workflow-file.ts';
import { childrenOf } from '../../src/core/expression/syntax-tree.ts';
import { createLanguage } from '../../src/core/expression/environment.ts';
import type { Json } from '../../src/core/json.ts';
import { memberSchema, type JsonSchema } from '../../src/core/json-schema.ts';
import { outputSchema, workOutputSchema } from '../../src/core/workflow/output-schema.ts';
import { stepSources } from '../../src/core/workflow/build-workflow.ts';
import type { Step } from '../../src/core/workflow/workflow.ts';
import type { Subject, WrittenExpression } from './subject.ts';

/** What a node of an expression is, told from the file alone; nothing when it cannot be told. */
export type Types = ReadonlyMap<ASTNode, JsonSchema>;

/** Names that a node can see, with what they hold. */
export type Names = Readonly<Record<string, JsonSchema>>;

export interface TypedExpression {
  readonly types: Types;
  /** The contexts that exist where the expression stands. */
  readonly names: Names;
  /** Names that a macro binds around a node, the innermost last. */
  readonly bound: ReadonlyMap<ASTNode, readonly string[]>;
}

/**
 * A second opinion on types, on purpose not that of the checks: everything that a reader of the file
 * can tell. What the checks cannot tell, and this can, comes out as a mutant that is missed.
 */
export function inferTypes(subject: Subject, expression: WrittenExpression): TypedExpression {
  return new Inference(subject).typed(expression.ast, expression.path);
}

const language = createLanguage();
const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const whole: JsonSchema = { type: 'integer' };
const texts: JsonSchema = { type: 'array', items: text };

/** What functions give, whatever they are given. */
const results: Readonly<Record<string, JsonSchema>> = {
  has: flag,
  success: flag,
  failure: flag,
  always: flag,
  cancelled: flag,
  exists: flag,
  all: flag,
  exists_one: flag,
  startsWith: flag,
  endsWith: flag,
  contains: flag,
  matches: flag,
  size: whole,
  int: whole,
  range: { type: 'array', items: whole },
  double: { type: 'number' },
  string: text,
  format: text,
  join: text,
  replace: text,
  to_json: text,
  split: texts,
  keys: texts,
};

/** What each `value/set` of a subject gives; while that is being found out, nothing is known. */
const values = new WeakMap<Subject, Map<Step, JsonSchema>>();

class Inference {
  readonly #subject: Subject;
  readonly #types = new Map<ASTNode, JsonSchema>();
  readonly #bound = new Map<ASTNode, readonly string[]>();

  constructor(subject: Subject) {
    this.#subject = subject;
    if (!values.has(subject)) values.set(subject, new Map());
  }

  typed(ast: ASTNode, path: DocumentPath): TypedExpression {
    const names = this.#namesAt(path);
    this.#visit(ast, names, []);
    return { types: this.#types, names, bound: this.#bound };
  }

  #namesAt(path: DocumentPath): Names {
    const { workflow, document } = this.#subject;
    const isOfWorkflow = path[0] === 'env' || path[0] === 'outputs' || path[0] === 'defaults';
    const step = isOfWorkflow ? undefined : this.#stepAt(path);
    const place = path.slice(2).join('.');
    const inLoop = step?.foreach != null && !/^(?:if|foreach)/.test(place);
    const isRetry = place === 'retry.if' || path[0] === 'defaults';
    return {
      inputs: record(workflow.inputs),
      secrets: record(Object.fromEntries(workflow.secrets.map((name) => [name, text]))),
      ...(path[0] !== 'env' && {
        env: record(
          Object.fromEntries(Object.keys(document.env ?? {}).map((name) => [name, text])),
        ),
        steps: record(
          Object.fromEntries(workflow.steps.map((each) => [each.id, this.#step(each)])),
        ),
      }),
      run: record({ id: text, workflow: text, started_at: text, scheduled_at: text }),
      ...(inLoop && { item: this.#item(step), index: whole }),
      ...((place === 'until' || place === 'fail-if') &&
        step && { outputs: step.await === null ? step.action.output : workOutputSchema(step) }),
      ...(isRetry && { failure: record({ kind: text, message: text }), attempt: whole }),
    };
  }

  #stepAt([list, at]: DocumentPath): Step | undefined {
    return this.#subject.workflow.steps.find(
      (step) => step.path[0] === list && step.path[1] === at,
    );
  }

  #step(step: Step): JsonSchema {
    const outputs = step.action.name === 'value/set' ? this.#named(step) : outputSchema(step);
    return record({ status: text, outputs });
  }

  /** The outputs of a `value/set`: exactly what stands under its `with`. */
  #named(step: Step): JsonSchema {
    const known = values.get(this.#subject);
    const found = known?.get(step);
    if (found !== undefined) return found;
    known?.set(step, {});
    const given = stepSources(this.#subject.document)[step.index]?.step.with ?? {};
    const path = [...step.path, 'with'];
    const one = record(
      Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, this.#value(value, [...path, name])]),
      ),
    );
    const outputs = step.foreach === null ? one : { type: 'array' as const, items: one };
    known?.set(step, outputs);
    return outputs;
  }

  #item(step: Step): JsonSchema {
    const list = stepSources(this.#subject.document)[step.index]?.step.foreach;
    if (typeof list !== 'string') return {};
    const bare = list.replace(/^\s*\$\{\{([^]*)\}\}\s*$/, '$1');
    return this.#expression(bare, [...step.path, 'foreach'])?.items ?? {};
  }

  /** What a value that is written in the file is; expressions in it are looked at in their turn. */
  #value(value: Json, path: DocumentPath): JsonSchema {
    if (typeof value === 'string') {
      const only = /^\$\{\{((?:(?!\}\})[^])*)\}\}$/.exec(value)?.[1];
      if (only !== undefined) return this.#expression(only, path) ?? {};
      return text;
    }
    if (typeof value === 'boolean') return flag;
    if (typeof value === 'number') return Number.isInteger(value) ? whole : { type: 'number' };
    return {};
  }

  #expression(words: string, path: DocumentPath): JsonSchema | undefined {
    const { ast } = language.parse(words.trim());
    return new Inference(this.#subject).typed(ast, path).types.get(ast);
  }

  #visit(node: ASTNode, names: Names, bound: readonly string[]): JsonSchema | undefined {
    this.#bound.set(node, bound);
    const schema = this.#infer(node, names, bound);
    if (schema !== undefined && Object.keys(schema).length > 0) this.#types.set(node, schema);
    return schema;
  }

  #infer(node: ASTNode, names: Names, bound: readonly string[]): JsonSchema | undefined {
    const inside = (each: ASTNode) => this.#visit(each, names, bound);
    switch (node.op) {
      case 'id':
        return Object.hasOwn(names, node.args) ? names[node.args] : undefined;
      case 'value':
        return typeOfConstant(node.args);
      case '.':
      case '.?':
        return memberSchema(inside(node.args[0]), node.args[1]);
      case '[]':
      case '[?]': {
        const [list, index] = [inside(node.args[0]), node.args[1]];
        inside(index);
        if (list?.type === 'array') return list.items;
        const isName = index.op === 'value' && typeof index.args === 'string';
        return memberSchema(list, isName ? index.args : '');
      }
      case 'rcall':
        return this.#method(node.args, names, bound);
      case 'call': {
        const [name, args] = node.args;
        const [first] = args.map(inside);
        if (name === 'newest' || name === 'sort_by') return first;
        if (name === 'flatten') return first?.items;
        return results[name];
      }
      case '?:': {
        const [, yes, no] = node.args.map(inside);
        return no?.items === undefined && yes?.type === no?.type ? yes : undefined;
      }
      case 'list': {
        const items = node.args.map(inside);
        const [one] = items;
        const isEven = items.every((each) => each?.type === one?.type);
        return isEven && one !== undefined ? { type: 'array', items: one } : { type: 'array' };
      }
      case 'map':
        for (const each of childrenOf(node)) inside(each);
        return { type: 'object', additionalProperties: {} };
      case '+':
      case '-':
      case '*':
      case '/':
      case '%': {
        const [left, right] = node.args.map(inside);
        return left?.type === right?.type ? left : undefined;
      }
      case '-_':
        return inside(node.args);
      default:
        for (const each of childrenOf(node)) inside(each);
        return flag;
    }
  }

  #method(
    [name, receiver, args]: [string, ASTNode, ASTNode[]],
    names: Names,
    bound: readonly string[],
  ): JsonSchema | undefined {
    if (receiver.op === 'id' && receiver.args === 'cel') return undefined;
    const list = this.#visit(receiver, names, bound);
    const [variable, ...bodies] = args;
    if (!isMacro(name) || variable?.op !== 'id') {
      for (const each of args) this.#visit(each, names, bound);
      return name === 'orValue' ? list : results[name];
    }
    const around = [...bound, variable.args];
    const each = list?.type === 'array' ? (list.items ?? {}) : keyOf(list);
    const within = bodies.map((body) =>
      this.#visit(body, { ...names, [variable.args]: each }, around),
    );
    if (name === 'filter') return list;
    if (name !== 'map') return flag;
    const made = within.at(-1);
    return made === undefined ? { type: 'array' } : { type: 'array', items: made };
  }
}

/** Whether a method binds a name for its further arguments. */
export function isMacro(name: string): boolean {
  return ['map', 'filter', 'exists', 'all', 'exists_one'].includes(name);
}

function keyOf(list: JsonSchema | undefined): JsonSchema {
  return list?.type === 'object' ? text : {};
}

function typeOfConstant(value: unknown): JsonSchema | undefined {
  if (typeof value === 'bigint') return whole;
  if (typeof value === 'number') return { type: 'number' };
  if (typeof value === 'string') return text;
  return typeof value === 'boolean' ? flag : undefined;
}

function record(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, additionalProperties: false };
}

/** The fields of a value when those are all that it can have. */
export function closedFields(schema: JsonSchema | undefined): readonly string[] | null {
  if (schema?.type !== 'object') return null;
  const names = Object.keys(schema.properties ?? {});
  if (schema.additionalProperties === false) return names;
  return schema.additionalProperties === undefined && names.length > 0 ? names : null;
}
