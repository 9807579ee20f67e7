type Schema = Readonly<Record<string, unknown>>;

/** Shorter schemas are not worth a definition. */
const shortest = 80;

/**
 * Collects schemas that occur more than once. Everything is announced first, then referred to: what
 * was announced twice becomes a definition, the rest stays where it is.
 */
export class Definitions {
  readonly #byText = new Map<string, { readonly name: string; count: number }>();
  readonly #names = new Set<string>();
  readonly #used = new Map<string, Schema>();

  /** Adds a definition of this very name. */
  keep(name: string, schema: Schema): void {
    this.#names.add(name);
    this.#used.set(name, schema);
  }

  /** Counts a schema; `name` is what to call it if that name is free. */
  announce(name: string, schema: Schema): void {
    const text = JSON.stringify(schema);
    const known = this.#byText.get(text);
    if (known === undefined) this.#byText.set(text, { name, count: 1 });
    else known.count += 1;
  }

  /** The schema itself, or a reference to its definition. */
  refer(schema: Schema): Schema {
    const text = JSON.stringify(schema);
    const known = this.#byText.get(text);
    if (known === undefined || known.count === 1 || text.length < shortest) return schema;
    const defined = [...this.#used].find(([, each]) => JSON.stringify(each) === text)?.[0];
    const name = defined ?? this.#freeName(known.name);
    this.#used.set(name, schema);
    return { $ref: `#/$defs/${name}` };
  }

  all(): Readonly<Record<string, Schema>> {
    return Object.fromEntries(this.#used);
  }

  #freeName(wanted: string): string {
    let name = wanted;
    for (let at = 2; this.#names.has(name); at += 1) name = `${wanted}-${at}`;
    this.#names.add(name);
    return name;
  }
}
