import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../diagnostic/nearest.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import { expressionFunctions } from './functions.ts';
import { childrenOf } from './syntax-tree.ts';

/** A path that an expression looks at: `steps.create.outputs.vm_id`. */
export interface Reference {
  readonly root: string;
  readonly rootRange: SourceRange;
  /** What follows the root, as far as it is written out. */
  readonly path: readonly ReferenceSegment[];
  /** Whether the path goes on with something that only the run knows: `steps[inputs.which]`. */
  readonly isOpen: boolean;
  /** Whether all of it, named or not, becomes part of a text: `to_json(steps.info.outputs)`. */
  readonly isSpelledOut: boolean;
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
  /** Fields that are named of something else than a path: `list.map(vm, vm.hostname)`, `f(x).name`. */
  readonly fields: ReadonlySet<string>;
  /** Whether one of these is computed: `map.filter(key, map[key] != "")`. */
  readonly hasOpenIndex: boolean;
  /** Those of these fields of which all that is in them becomes part of a text. */
  readonly spelledOut: ReadonlySet<string>;
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
  const found: Found = {
    references: [],
    functions: new Set(),
    misspeltMacros: [],
    fields: new Set(),
    hasOpenIndex: false,
    spelledOut: new Set(),
  };
  visit(ast, { bound: reserved, isOptional: false, isSpelledOut: false }, found);
  return found;
}

/** What was found so far. */
interface Found extends Findings {
  readonly references: Reference[];
  readonly functions: Set<string>;
  readonly misspeltMacros: MisspeltMacro[];
  readonly fields: Set<string>;
  readonly spelledOut: Set<string>;
  hasOpenIndex: boolean;
}

interface Inside {
  /** Names of macros around. */
  readonly bound: ReadonlySet<string>;
  /** Within `has( )`. */
  readonly isOptional: boolean;
  /** What is given to a function that spells out all of it. */
  readonly isSpelledOut: boolean;
}

const spellingOut: ReadonlySet<string> = new Set(
  expressionFunctions.flatMap(({ name, spellsOut }) => (spellsOut ? [name] : [])),
);

/** Functions and macros whose result has whole items of what they are given. */
const passingOn: ReadonlySet<string> = new Set(['flatten', 'sort_by', 'newest', 'filter', 'dyn']);

function visit(node: ASTNode, inside: Inside, found: Found): void {
  const certain = { ...inside, isOptional: false };
  const chain = referenceChain(node, inside.isOptional);
  if (chain !== null) {
    noteChain(chain, inside, found);
    const index = { ...certain, isSpelledOut: false };
    for (const each of chain.indexes) visit(each, index, found);
    return;
  }
  noteField(node, found);
  if (node.op === 'call') {
    const [name, args] = node.args;
    found.functions.add(name);
    const isSpelledOut = spellingOut.has(name) || (inside.isSpelledOut && passingOn.has(name));
    const within = { ...inside, isOptional: name === 'has', isSpelledOut };
    for (const each of args) visit(each, within, found);
  } else if (node.op === 'rcall') {
    visitMethod(node.args, certain, found);
  } else {
    const below = node.op === '?:' ? certain : inside;
    for (const child of childrenOf(node)) visit(child, below, found);
  }
}

function noteChain(
  { reference, behind, indexes }: Chain,
  { bound, isSpelledOut }: Inside,
  found: Found,
): void {
  const isBound = bound.has(reference.root);
  const names = isBound ? reference.path.map(({ name }) => name) : [];
  const named = [...names, ...behind.names];
  for (const name of named) found.fields.add(name);
  found.hasOpenIndex ||= behind.isOpen || (isBound && indexes.length > 0);
  const last = named.at(-1);
  if (isSpelledOut && last !== undefined) found.spelledOut.add(last);
  if (isBound) {
    // Of a whole item, each of its fields.
    found.hasOpenIndex ||= isSpelledOut && last === undefined;
  } else {
    const around = [...bound].filter((name) => !reserved.has(name));
    const isWhole = isSpelledOut && last === undefined;
    found.references.push({ ...reference, isSpelledOut: isWhole, bound: around });
  }
}

/** A field of what is no path: of what a function gives, for one. */
function noteField(node: ASTNode, found: Found): void {
  if (node.op === '.' || node.op === '.?') {
    found.fields.add(node.args[1]);
  } else if (node.op === '[]' || node.op === '[?]') {
    const index = node.args[1];
    if (index.op !== 'value') found.hasOpenIndex = true;
    else if (typeof index.args === 'string') found.fields.add(index.args);
  }
}

function visitMethod(
  [name, receiver, args]: [string, ASTNode, ASTNode[]],
  inside: Inside,
  found: Found,
): void {
  const [variable, ...rest] = args;
  const within = { ...inside, bound: withName(inside.bound, variable) };
  if (receiver.op === 'id' && receiver.args === 'cel' && name === 'bind') {
    const [value, body] = rest;
    if (value !== undefined) visit(value, inside, found);
    if (body !== undefined) visit(body, within, found);
    return;
  }
  const isSpelledOut = inside.isSpelledOut && passingOn.has(name);
  visit(receiver, { ...inside, isSpelledOut }, found);
  const mayBind = variable?.op === 'id' && rest.length > 0;
  const meant = !mayBind || binders.has(name) ? name : nearest(name, binders);
  if (mayBind && meant !== undefined) {
    // A misspelt macro binds too: its name is the mistake, not the variable's.
    if (meant !== name) {
      found.misspeltMacros.push({ name, meant, range: methodRange(name, receiver) });
    }
    for (const each of rest) visit(each, within, found);
  } else {
    for (const each of args) visit(each, inside, found);
  }
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
  /** What is named after the first of these, and whether there is another. */
  readonly behind: { readonly names: readonly string[]; readonly isOpen: boolean };
}

/** `a.b["c"].?d[e]` from the inside out, or `null` when the node does not start with a name. */
function referenceChain(node: ASTNode, optional: boolean): Chain | null {
  if (node.op === 'id') {
    const range = { start: node.start, end: node.end };
    return {
      reference: {
        root: node.args,
        rootRange: range,
        path: [],
        isOpen: false,
        isSpelledOut: false,
        range,
        bound: [],
      },
      indexes: [],
      behind: { names: [], isOpen: false },
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
    const { reference, indexes, behind } = inner;
    return {
      reference: { ...reference, isOpen: true, range: rangeOf(node) },
      indexes: [...indexes, index],
      behind: { ...behind, isOpen: behind.isOpen || reference.isOpen },
    };
  }
  return null;
}

function extend(
  inner: Chain,
  node: ASTNode,
  { name, isOptional }: { name: string; isOptional: boolean },
): Chain {
  const { reference, behind } = inner;
  if (reference.isOpen) {
    const names = [...behind.names, name];
    return {
      ...inner,
      reference: { ...reference, range: rangeOf(node) },
      behind: { ...behind, names },
    };
  }
  const isDotted = node.op === '.' || node.op === '.?';
  const range = isDotted ? { start: node.end - name.length, end: node.end } : rangeOf(node);
  const path = [...reference.path, { name, range, isOptional }];
  return { ...inner, reference: { ...reference, path, range: rangeOf(node) } };
}

function rangeOf(node: ASTNode): SourceRange {
  return { start: node.start, end: node.end };
}
