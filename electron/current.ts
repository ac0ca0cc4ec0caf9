// A value that changes and is told to whoever listens. Knows nothing of what it holds.

export interface Current<Value> {
  get(): Value;
  /** Tells everyone, unless it is the same value as before. */
  set(value: Value): void;
  /** Calls back with the value as it is, then with each change. Returns how to stop. */
  subscribe(listener: (value: Value) => void): () => void;
}

export function createCurrent<Value>(first: Value): Current<Value> {
  const listeners = new Set<(value: Value) => void>();
  let current = first;
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(current);
      return () => listeners.delete(listener);
    },
  };
}
