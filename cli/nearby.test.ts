import { expect, onTestFinished, test } from 'vitest';
import { createAnnouncing } from '../host/nearby/discovery.ts';
import type { NearbyChat } from '../protocol/nearby.ts';
import { createLan } from '../test/lan.ts';
import { askAddress, findNearby, nearbyText } from './nearby.ts';

const chats: readonly NearbyChat[] = [
  { id: 'id-of-9a', name: 'Lớp 9A', address: '192.168.1.5:8765', people: 28 },
  { id: 'id-of-8b', name: '', address: '192.168.1.6:8765', people: null },
];

async function answer(answers: (string | null)[], found = chats) {
  const questions: string[] = [];
  const said: string[] = [];
  let complaints = 0;
  const address = await askAddress({
    async ask(question) {
      questions.push(question);
      return answers.shift() ?? null;
    },
    say: (text) => said.push(text),
    complain: () => (complaints += 1),
    findNearby: async () => found,
  });
  return { address, questions, said, complaints };
}

test('A chat nearby is chosen by its number, and an address is taken as it is.', async () => {
  expect(await answer(['2'])).toMatchObject({ address: '192.168.1.6:8765', complaints: 0 });
  expect(await answer(['lop9a.local'])).toMatchObject({ address: 'lop9a.local' });
});

test('A number of none and what is no address are asked for again.', async () => {
  const { address, complaints } = await answer(['3', '0', 'không biết', '1']);
  expect([address, complaints]).toEqual(['192.168.1.5:8765', 3]);
});

test('Where nothing is open nearby, nothing is said of it.', async () => {
  const { address, said, questions } = await answer(['1', null], []);
  expect([address, said]).toEqual([null, []]);
  expect(questions[0]).toBe('Address of the chat, such as 192.168.1.5: ');
});

test('Each chat is a row with number, address, name and people, and no name steers the terminal.', () => {
  expect(nearbyText(chats)).toBe('1  192.168.1.5:8765  Lớp 9A, 28 people\n2  192.168.1.6:8765  a chat');
  const [first] = chats;
  const evil = first === undefined ? [] : [{ ...first, name: '\u001b[2J\u202e\nx', people: 1 }];
  expect(nearbyText(evil)).toBe('1  192.168.1.5:8765  ␛[2J x, 1 person');
  expect(nearbyText([])).toMatch(/^No chat is open nearby/);
});

test('Looking around finds what is announced, and ends.', async () => {
  const lan = createLan();
  const announcing = createAnnouncing({
    chatName: 'Lớp 9A',
    port: 9,
    bind: undefined,
    openMulticast: lan.open('127.0.0.1'),
    onTrouble: () => undefined,
  });
  announcing.set(true);
  onTestFinished(() => announcing.close());
  const found = await findNearby({ openMulticast: lan.open('127.0.0.1') });
  expect(found).toMatchObject([{ name: 'Lớp 9A', address: '127.0.0.1:9' }]);
  expect(lan.members).toBe(1);
});
