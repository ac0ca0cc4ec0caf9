// Puts off what is slow to make until it is used. `Intl` objects take milliseconds each on a slow machine, and the page
// holds two languages of which it shows one.

/** Returns what `make` makes, at the first call. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
