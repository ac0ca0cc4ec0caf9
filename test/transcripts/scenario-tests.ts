// Makes the tests of one transcript: each scenario as recorded or as ruled, through the codec and on a real host. None is
// skipped, and the counts are printed.
import { afterAll, expect, test } from 'vitest';
import type { HostCheck } from './host-checks.ts';
import { onStage, type Stage, type StageOptions } from './stage.ts';
import type { Scenario, Step, Transcript } from './transcript.ts';

/** What the rulings make of a transcript; everything by the name of the scenario. */
export interface Ruled {
  /** Every ruled scenario is here, some without steps. */
  readonly steps: Readonly<Record<string, readonly Step[]>>;
  /** What cannot be said in steps; runs after them. */
  readonly checks: Readonly<Record<string, HostCheck>>;
  /** Where the stage is another one than elsewhere. */
  readonly stages: Readonly<Record<string, StageOptions>>;
}

/** Replays every scenario through a codec. `count` is how many there must be. */
export function testCodec(
  transcript: Transcript,
  count: number,
  ruledSteps: Ruled['steps'],
  replay: (steps: readonly Step[]) => void,
): void {
  const { file, scenarios } = transcript;
  const done = counter(`${file}, codec`, scenarios);
  for (const scenario of scenarios) {
    test(`${scenario.name}: the codec says ${scenario.ruling}`, () => {
      replay(stepsOf(scenario, ruledSteps));
      done(scenario);
    });
  }
  test('no scenario is left out, and there are no steps for a scenario that is not ruled', () => {
    expect(scenarios).toHaveLength(count);
    const ruled = scenarios.filter(({ asRecorded }) => !asRecorded).map(({ name }) => name);
    expect(Object.keys(ruledSteps).toSorted()).toEqual(ruled.toSorted());
  });
}

/** Replays every scenario on a host and a folder of its own. `stage` holds for all of them. */
export function testHost(
  transcript: Transcript,
  ruled: Ruled,
  stage: StageOptions,
  replay: (steps: readonly Step[], stage: Stage) => Promise<void>,
): void {
  const { file, scenarios } = transcript;
  const done = counter(file, scenarios);
  for (const scenario of scenarios) {
    const { name } = scenario;
    test(`${name}: the host does ${scenario.ruling}`, async () => {
      const steps = stepsOf(scenario, ruled.steps);
      const check = ruled.checks[name];
      if (steps.length === 0 && check === undefined) throw new Error(`${name} is ruled and has no check`);
      await onStage({ ...stage, ...ruled.stages[name] }, async (built) => {
        await replay(steps, built);
        await check?.(built);
      });
      done(scenario);
    });
  }
  test('each check and each stage belongs to a scenario', () => {
    const names = scenarios.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([...Object.keys(ruled.checks), ...Object.keys(ruled.stages)]),
    );
  });
}

function stepsOf({ name, steps, asRecorded }: Scenario, ruledSteps: Ruled['steps']): readonly Step[] {
  const expected = asRecorded ? steps : ruledSteps[name];
  if (expected === undefined) throw new Error(`${name} is ruled and has no steps`);
  return expected;
}

/** Counts the scenarios that hold, and prints the counts at the end. */
function counter(title: string, scenarios: readonly Scenario[]): (scenario: Scenario) => void {
  let recorded = 0;
  let ruled = 0;
  afterAll(() => {
    const open = scenarios.length - recorded - ruled;
    const counts = `${recorded} as recorded, ${ruled} as ruled, ${open} skipped`;
    console.log(`${title}: ${scenarios.length} scenarios, ${counts}`);
  });
  return ({ asRecorded }) => {
    if (asRecorded) recorded += 1;
    else ruled += 1;
  };
}
