// The scenarios of classic-v1-http.json that go another way than recorded: as steps where that is enough, and else as
// what must be true of a real host.
import { expect } from 'vitest';
import { noticeCodes, setsAside, untilFrame, type HostCheck } from './host-checks.ts';
import { ask } from './http-replay.ts';
import { Client } from './replay.ts';
import { onStage, pageText, type Stage, type StageOptions } from './stage.ts';
import { timestampMask as timestamp, type Scenario, type Step } from './transcript.ts';

const headers = { 'content-type': 'text/html; charset=utf-8', 'access-control-allow-origin': '*' };

function asks(send: string, receive: unknown, status = 200): Step[] {
  return [
    { client: 'A', send },
    { client: 'A', receive, status, headers },
  ];
}

const sent = { sent: true, timestamp };

function startsEmpty(): Step[] {
  const stored = { name: 'An', content: 'x', timestamp };
  return [
    ...asks('GET /get/', { got: true, data: [] }),
    ...asks('GET /send/?name=An&content=x', sent),
    ...asks('GET /get/', { got: true, data: [stored] }),
    { file: 'data.json', content: JSON.stringify([stored]) },
  ];
}

/** The last of the recorded requests, for which the old server took a blank name. */
const blankName = 'GET /send/?name=%20&content=%20';

/** The steps of every ruled scenario, by its name. Most rulings leave open what the replay does not look at anyway. */
export function ruledStepsOf(scenarios: readonly Scenario[]): Record<string, readonly Step[]> {
  const ruled = scenarios.filter(({ asRecorded }) => !asRecorded);
  return Object.fromEntries(
    ruled.map(({ name, steps }) => {
      switch (name) {
        case 'lengths':
          expect(steps.at(-2)?.send).toBe(blankName);
          return [name, [...steps.slice(0, -2), ...asks(blankName, { sent: false })]];
        case 'home-and-unknown':
          return [name, [...asks('GET /', pageText), ...asks('GET /x', 'not found', 404)]];
        case 'data-missing':
        case 'data-corrupt':
          return [name, startsEmpty()];
        default:
          return [name, steps];
      }
    }),
  );
}

export const stages: Readonly<Record<string, StageOptions>> = {
  'data-missing': { history: null },
  'data-empty': { history: '' },
  'data-corrupt': { history: '{bad' },
};

/** By the name of the scenario; runs after its steps. */
export const checks: Readonly<Record<string, HostCheck>> = {
  'same-name-anyone': keepsRegisteredNames,
  'home-and-unknown': isOffByDefault,
  'data-missing': async (stage) => expect(noticeCodes(stage)).toEqual([]),
  'data-corrupt': (stage) => setsAside(stage, '{bad'),
};

/** A name that somebody has on another wire is theirs; whoever is there hears what comes over this one. */
async function keepsRegisteredNames({ port }: Stage): Promise<void> {
  const registered = await Client.connect(port, '/');
  registered.send(JSON.stringify({ type: 'name', name: 'Dung' }));
  await untilFrame(registered, 'name');
  for (const name of ['Dung', 'DUNG', '+dung+']) {
    expect(JSON.parse((await ask(port, `GET /send/?name=${name}&content=x`)).body)).toEqual({ sent: false });
  }
  expect(JSON.parse((await ask(port, 'GET /send/?name=An&content=3')).body)).toMatchObject({ sent: true });
  expect(await registered.next()).toMatchObject({
    type: 'receive',
    datatype: 'message',
    name: 'An',
    content: '3',
  });
  await registered.expectNothing();
  registered.disconnect('abrupt');
}

/** The page is ours, and where nobody switched this interface on, its paths are not there. */
async function isOffByDefault({ port }: Stage): Promise<void> {
  expect((await ask(port, 'GET /')).body).toBe(pageText);
  await onStage({}, async (stage) => {
    for (const target of ['/get/', '/get', '/send/?name=An&content=x', '/send?name=An&content=x']) {
      expect((await ask(stage.port, `GET ${target}`)).status, target).toBe(404);
    }
  });
}
