// Replays the recordings against a real host, each scenario on a host and a folder of its own: as recorded, or as the
// ruling says. None is skipped.
import { afterAll, expect, test } from 'vitest';
import { damagedHistory, historyBefore, hostChecks, keepsGoodLines } from './host-rulings.ts';
import { replay } from './replay.ts';
import { ruledSteps } from './ruled-steps.ts';
import { onStage } from './stage.ts';
import { readScenarios } from './transcript.ts';

const file = 'classic-v2.json';
const scenarios = readScenarios(file);
const done = { recorded: 0, ruled: 0 };

for (const { name, steps, ruling, asRecorded } of scenarios) {
  test(`${name}: the host does ${ruling}`, async () => {
    const expected = asRecorded ? steps : ruledSteps[name];
    const check = hostChecks[name];
    if (expected === undefined) throw new Error(`${name} is ruled and has no steps`);
    if (expected.length === 0 && check === undefined) throw new Error(`${name} is ruled and has no check`);
    const history = name in historyBefore ? (historyBefore[name] ?? null) : '[]';
    // The heartbeat comes often where it is looked at, and else never.
    const pingIntervalMs = name === 'app-ping-every-5s' ? 100 : 600_000;
    await onStage(history, pingIntervalMs, async (stage) => {
      await replay(expected, stage);
      await check?.(stage);
    });
    done[asRecorded ? 'recorded' : 'ruled'] += 1;
  });
}

test('data-json-corrupt: the host keeps every line that parses', async () => {
  await onStage(damagedHistory, 600_000, keepsGoodLines);
});

test('each check belongs to a scenario', () => {
  const names = scenarios.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(hostChecks), ...Object.keys(historyBefore)]));
});

afterAll(() => {
  const skipped = scenarios.length - done.recorded - done.ruled;
  const counts = `${done.recorded} as recorded, ${done.ruled} as ruled, ${skipped} skipped`;
  console.log(`${file}: ${scenarios.length} scenarios, ${counts}`);
});
