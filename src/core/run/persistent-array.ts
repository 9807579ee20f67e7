/**
 * An array of fixed length whose `with` leaves the old one as it was and shares all but a path of
 * it: the state of a run of ten thousand steps can be a value, and changing one step stays cheap.
 *
 * A tree with 32 branches per node: three levels hold 32,768 elements.
 */
export interface PersistentArray<T> {
  readonly length: number;
  get(index: number): T;
  with(index: number, value: T): PersistentArray<T>;
  [Symbol.iterator](): Iterator<T>;
}

const bits = 5;
const width = 1 << bits;

type Branch<T> = readonly (Branch<T> | T)[];

export function persistentArray<T>(items: readonly T[]): PersistentArray<T> {
  let level: Branch<T> = items;
  let depth = 0;
  while (level.length > width) {
    level = chunks(level);
    depth += 1;
  }
  return wrap(level, depth, items.length);
}

function chunks<T>(items: Branch<T>): Branch<T> {
  const count = Math.ceil(items.length / width);
  return Array.from({ length: count }, (_, at) => items.slice(at * width, (at + 1) * width));
}

function wrap<T>(root: Branch<T>, depth: number, length: number): PersistentArray<T> {
  const check = (index: number) => {
    if (!Number.isInteger(index) || index < 0 || index >= length) {
      throw new RangeError(`no element ${index} in ${length}`);
    }
  };
  return {
    length,
    get(index) {
      check(index);
      return read(root, depth, index);
    },
    with(index, value) {
      check(index);
      return wrap(write(root, depth, index, value), depth, length);
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) yield read(root, depth, index);
    },
  };
}

function read<T>(root: Branch<T>, depth: number, index: number): T {
  let node: Branch<T> | T | undefined = root;
  for (let level = depth; level >= 0; level -= 1) {
    node = (node as Branch<T>)[(index >> (level * bits)) & (width - 1)];
  }
  return node as T;
}

function write<T>(node: Branch<T>, level: number, index: number, value: T): Branch<T> {
  const at = (index >> (level * bits)) & (width - 1);
  const child = level === 0 ? value : write(node[at] as Branch<T>, level - 1, index, value);
  return node.with(at, child);
}
