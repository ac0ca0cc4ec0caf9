// Makes something once for each name, when it is first asked for: what every room of a chat has of its own.

export interface OnceEach<Made> {
  of(name: string): Made;
  all(): readonly Made[];
  /** The next time it is made anew. */
  forget(name: string): void;
  clear(): void;
}

export function createOnceEach<Made>(make: (name: string) => Made): OnceEach<Made> {
  const made = new Map<string, Made>();
  return {
    of(name) {
      const known = made.get(name);
      if (known !== undefined) return known;
      const added = make(name);
      made.set(name, added);
      return added;
    },
    all: () => [...made.values()],
    forget: (name) => void made.delete(name),
    clear: () => made.clear(),
  };
}
