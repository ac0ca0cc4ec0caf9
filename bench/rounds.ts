// The order in which things are measured that are set against each other.

/**
 * Measures every item once a round. Each round starts with another item, so that none always runs on a warm or a tired
 * machine. Returns the measurements of each item, in the order of `items`.
 */
export async function inTurns<Item, Measured>(
  rounds: number,
  items: readonly Item[],
  measure: (item: Item) => Promise<Measured>,
): Promise<Measured[][]> {
  const results = items.map((item) => ({ item, measured: [] as Measured[] }));
  for (let round = 0; round < rounds; round++) {
    const first = round % Math.max(1, items.length);
    for (const { item, measured } of [...results.slice(first), ...results.slice(0, first)]) {
      measured.push(await measure(item));
    }
  }
  return results.map(({ measured }) => measured);
}
