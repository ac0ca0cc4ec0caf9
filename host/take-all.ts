// Ending something in several steps, none of which may be left out because another one failed.

/**
 * Takes the steps in their order, each whatever became of those before it.
 * @throws what the first that failed has thrown, once all are taken
 */
export async function takeAll(steps: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
