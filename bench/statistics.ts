// The few numbers that measurements are summed up by.

/** The smallest value that at least this share (0 to 1) of the values do not exceed; NaN for none. */
export function percentile(values: Float64Array | readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** The middle one; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Each number's own median over several measurements of the same shape. */
export function medians<Key extends string>(
  measurements: readonly Readonly<Record<Key, number>>[],
  keys: readonly Key[],
): Record<Key, number> {
  const entries = keys.map((key) => [key, median(measurements.map((measurement) => measurement[key]))]);
  return Object.fromEntries(entries) as Record<Key, number>;
}
