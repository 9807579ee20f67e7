import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../diagnostic/nearest.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import { childrenOf } from './syntax-tree.ts';

/** A path that an expression looks at: `steps.create.outputs.vm_id`. */
export interface Reference {
  readonly root: string;
  readonly rootRange: SourceRange;
  /** What follows the root, as far as it is written out. */
  readonly path: readonly ReferenceSegment[];
  /** Whether the path goes on with something that only the run knows: `steps[inputs.which]`. */
  readonly isOpen: boolean;
  readonly range: SourceRange;
  /** Names that macros bind at this place. */
  readonly bound: readonly string[];
}

export interface ReferenceSegment {
  readonly name: string;
  /** Range of the name itself, in the expression. */
  readonly range: SourceRange;
  /** Read with `.?` or within `has( )`: it may be absent. */
  readonly isOptional: boolean;
}

export interface Findings {
  readonly references: readonly Reference[];
  /** Names of the global functions that are called. */
  readonly functions: ReadonlySet<string>;
  readonly misspeltMacros: readonly MisspeltMacro[];
}

/** A call that is most likely one of a macro: `.filtr(vm, …)`. */
export interface MisspeltMacro {
  readonly name: string;
  readonly meant: string;
  /** Range of the name, in the expression. */
  readonly range: SourceRange;
}

const binders = new Set(['map', 'filter', 'exists', 'all', 'exists_one']);

/** Namespaces of functions. */
const reserved: ReadonlySet<string> = new Set(['cel', 'optional']);

/** Everything that an expression looks at and calls; names that a macro binds are not references. */
export function findReferences(ast: ASTNode): Findings {
  const references: Reference[] = [];
  const functions = new Set<string>();
  const misspeltMacros: MisspeltMacro[] = [];

  function visit(node: ASTNode, bound: ReadonlySet<string>, optional: boolean): void {
    const chain = referenceChain(node, optional);
    if (chain !== null) {
      if (!bound.has(chain.reference.root)) {
        const names = [...bound].filter((name) => !reserved.has(name));
        references.push({ ...chain.reference, bound: names });
      }
      for (const index of chain.indexes) visit(index, bound, false);
      return;
    }
    if (node.op === 'call') {
      const [name, args] = node.args;
      functions.add(name);
      for (const each of args) visit(each, bound, name === 'has');
      return;
    }
    if (node.op === 'rcall') {
      visitMethod(node.args, bound);
      return;
    }
    for (const child of childrenOf(node)) visit(child, bound, optional && node.op !== '?:');
  }

  function visitMethod(
    [name, receiver, args]: [string, ASTNode, ASTNode[]],
    bound: ReadonlySet<string>,
  ): void {
    const [variable, ...rest] = args;
    if (receiver.op === 'id' && receiver.args === 'cel' && name === 'bind') {
      const [value, body] = rest;
      if (value !== undefined) visit(value, bound, false);
      if (body !== undefined) visit(body, withName(bound, variable), false);
      return;
    }
    visit(receiver, bound, false);
    const [body] = rest;
    const meant = binders.has(name) ? name : nearest(name, binders);
    if (meant !== undefined && body !== undefined && variable?.op === 'id') {
      // A misspelt macro binds too: its name is the mistake, not the variable's.
      if (meant !== name) misspeltMacros.push({ name, meant, range: methodRange(name, receiver) });
      for (const each of rest) visit(each, withName(bound, variable), false);
    } else {
      for (const each of args) visit(each, bound, false);
    }
  }

  visit(ast, reserved, false);
  return { references, functions, misspeltMacros };
}

/** Where the name of a method stands: somewhere behind what it is called on. */
function methodRange(name: string, receiver: ASTNode): SourceRange {
  const start = receiver.input.indexOf(name, receiver.end);
  return { start, end: start + name.length };
}

function withName(bound: ReadonlySet<string>, variable: ASTNode | undefined): ReadonlySet<string> {
  return variable?.op === 'id' ? new Set([...bound, variable.args]) : bound;
}

interface Chain {
  readonly reference: Reference;
  /** Computed indexes on the way, which are expressions of their own. */
  readonly indexes: readonly ASTNode[];
}

/** `a.b["c"].?d[e]` from the inside out, or `null` when the node does not start with a name. */
function referenceChain(node: ASTNode, optional: boolean): Chain | null {
  if (node.op === 'id') {
    const range = { start: node.start, end: node.end };
    return {
      reference: { root: node.args, rootRange: range, path: [], isOpen: false, range, bound: [] },
      indexes: [],
    };
  }
  if (node.op === '.' || node.op === '.?') {
    const inner = referenceChain(node.args[0], optional);
    const name = node.args[1];
    return inner && extend(inner, node, { name, isOptional: optional || node.op === '.?' });
  }
  if (node.op === '[]' || node.op === '[?]') {
    const inner = referenceChain(node.args[0], optional);
    const index = node.args[1];
    if (inner === null) return null;
    if (index.op === 'value' && typeof index.args === 'string') {
      return extend(inner, node, { name: index.args, isOptional: optional || node.op === '[?]' });
    }
    const reference = { ...inner.reference, isOpen: true, range: rangeOf(node) };
    return { reference, indexes: [...inner.indexes, index] };
  }
  return null;
}

function extend(
  inner: Chain,
  node: ASTNode,
  { name, isOptional }: { name: string; isOptional: boolean },
): Chain {
  const { reference } = inner;
  if (reference.isOpen) return { ...inner, reference: { ...reference, range: rangeOf(node) } };
  const isDotted = node.op === '.' || node.op === '.?';
  const range = isDotted ? { start: node.end - name.length, end: node.end } : rangeOf(node);
  const path = [...reference.path, { name, range, isOptional }];
  return { ...inner, reference: { ...reference, path, range: rangeOf(node) } };
}

function rangeOf(node: ASTNode): SourceRange {
  return { start: node.start, end: node.end };
}
