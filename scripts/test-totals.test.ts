import { expect, test } from 'vitest';
import {
  addTotals,
  faultLines,
  noTests,
  parseVitestReport,
  playwrightTotals,
  totalsLine,
  transcriptLines,
  vitestTotals,
} from './test-totals.ts';

function vitest(...files: { status?: string; tests: string[] }[]): string {
  const testResults = files.map(({ status = 'passed', tests }) => ({
    name: '/x/a.test.ts',
    status,
    assertionResults: tests.map((state) => ({ ancestorTitles: [], title: 't', status: state })),
  }));
  return JSON.stringify({ success: true, testResults });
}

test('the closing line names skipped tests only where there are some', () => {
  expect(totalsLine(noTests)).toBe('0 passed, 0 failed');
  expect(totalsLine({ passed: 12, failed: 0, skipped: 1 })).toBe('12 passed, 0 failed, 1 skipped');
});

test('totals add up', () => {
  expect(addTotals({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  });
});

test('every test of every file is counted, and what did not run is skipped', () => {
  const tests = ['passed', 'failed', 'pending', 'todo'];
  const report = parseVitestReport(vitest({ tests }, { tests: ['passed'] }));
  expect(vitestTotals(report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file that failed before its tests ran is one failure', () => {
  const report = parseVitestReport(vitest({ status: 'failed', tests: [] }, { tests: ['passed'] }));
  expect(vitestTotals(report)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('the lines in which transcripts tell how they came out are picked from the rest', () => {
  const output = `stdout | test/transcripts/codec.test.ts
classic-v2 codec: 37 as recorded, 53 as ruled

 FAIL expected 'x: 1 as recorded, 2 as ruled' to be
classic-v2.json: 90 scenarios, 36 as recorded, 54 as ruled, 0 skipped
`;
  expect(transcriptLines(output)).toEqual([
    'classic-v2 codec: 37 as recorded, 53 as ruled',
    'classic-v2.json: 90 scenarios, 36 as recorded, 54 as ruled, 0 skipped',
  ]);
});

test('the lines in which fault tests tell what they did are picked from the rest', () => {
  const output = `stdout | test/faults/kill.test.ts
kill -9: 20 restarts, 2,217 acknowledged, 0 lost, 0 doubled (seed 17)

 FAIL expected 'disk: x (seed 1)' to be
`;
  expect(faultLines(output)).toEqual([
    'kill -9: 20 restarts, 2,217 acknowledged, 0 lost, 0 doubled (seed 17)',
  ]);
});

test('a flaky end-to-end test and an error outside of tests are failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 3, startTime: 'x', duration: 1 };
  expect(playwrightTotals(JSON.stringify({ stats, errors: [{}], suites: [] }))).toEqual({
    passed: 5,
    failed: 4,
    skipped: 3,
  });
});

test.each(['', '{}', '{"testResults":[{}]}'])(
  'the report %j of a tool that did not end is refused',
  (text) => {
    expect(() => parseVitestReport(text)).toThrow();
    expect(() => playwrightTotals(text)).toThrow();
  },
);
