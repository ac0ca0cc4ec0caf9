// A host that is killed while accounts change: the file is whole afterwards, whoever was told that they have an account
// has it, and nobody has half of one.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';
import { connectWire, newId, type Frame } from '../wire-client.ts';
import { count, createRandom, report, rounds } from './form.ts';
import { startHostChild, wideOpen } from './host-child.ts';

const kills = rounds({ short: 15, long: 300 });
/** People who register at once. */
const crowd = 8;
const mostAnswers = 12;
/** A stream of its own among those of the fault tests. */
const random = createRandom(71);

interface Granted {
  readonly name: string;
  readonly session: string;
}

/** Registers one after another until the connection is gone, noting who was told that they have an account. */
async function keepRegistering(
  port: number,
  person: string,
  granted: Granted[],
  onAnswer: () => void,
): Promise<void> {
  const client = await connectWire(port).catch(() => null);
  for (let n = 0; client !== null; n += 1) {
    const name = `${person} ${n}`;
    const id = newId();
    client.send({ type: 'register', id, name, password: 'hoa sen' });
    const answer = await client.next(({ replyTo }) => replyTo === id).catch(() => null);
    if (answer === null) return;
    expect(answer).toMatchObject({ type: 'logged-in' });
    granted.push({ name, session: String(answer['session']) });
    onAnswer();
  }
}

function listedIn(folder: string): string[] {
  const file = JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8')) as {
    accounts: { name: string }[];
  };
  return file.accounts.map(({ name }) => name);
}

async function isKnown(port: number, { name, session }: Granted): Promise<boolean> {
  const client = await connectWire(port);
  const id = newId();
  const join: Frame = {
    type: 'join',
    id,
    protocol: 1,
    nickname: name,
    deviceKey: newId(),
    cursor: null,
    session,
  };
  client.send(join);
  const answer = await client.next(({ replyTo }) => replyTo === id);
  await client.close();
  return answer['type'] === 'joined' && (answer['account'] as { name: string } | undefined)?.name === name;
}

test('a host that is killed while people register keeps every account that it granted, and a whole file', async () => {
  const folder = temporaryFolder();
  const granted: Granted[] = [];
  for (let killed = 0; killed < kills; killed += 1) {
    const host = startHostChild(folder, wideOpen, 'names-can-be-kept');
    const port = await host.listening;
    let answers = 0;
    const enough = 1 + random.below(mostAnswers);
    const reached = Promise.withResolvers<void>();
    const registering = Array.from({ length: crowd }, (_, n) =>
      keepRegistering(port, `person ${killed} ${n}`, granted, () => {
        if ((answers += 1) >= enough) reached.resolve();
      }),
    );
    await reached.promise;
    await host.kill();
    await Promise.all(registering);
    const names = listedIn(folder);
    expect(new Set(names).size).toBe(names.length);
    expect(granted.filter(({ name }) => !names.includes(name))).toEqual([]);
  }

  const host = startHostChild(folder, wideOpen, 'names-can-be-kept');
  const port = await host.listening;
  // What a killed host left half-way is gone, and nothing had to be set aside.
  expect(readdirSync(folder).filter((name) => name.startsWith('accounts.json'))).toEqual(['accounts.json']);
  for (const one of granted.slice(-20)) expect(await isKnown(port, one)).toBe(true);
  await host.close();
  report('kill -9 among accounts', `${kills} kills, ${count(granted.length)} accounts granted, 0 lost`);
});
