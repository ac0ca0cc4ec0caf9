import { expect, test } from 'vitest';
import { hostCodes } from '../protocol/error-codes.ts';
import type { MovedIn } from '../protocol/moved-in.ts';
import {
  exportedSentence,
  movedInSentences,
  moveFailureSentence,
  noticeSentence,
  startFailureSentence,
} from './sentences.ts';

test.each(hostCodes)('%s has a sentence of its own with a next step', (code) => {
  const sentence = startFailureSentence({ code });
  expect(sentence).toMatch(/^[A-Z].+\. .+\.$/);
  expect(hostCodes.filter((other) => startFailureSentence({ code: other }) === sentence)).toEqual([code]);
});

test('a taken port is named and the free one offered', () => {
  expect(startFailureSentence({ code: 'port-taken', port: 8765, freePort: 8766 })).toBe(
    'Port 8765 is in use by another program. Try npm run host -- --port 8766.',
  );
});

test('advice is given in the words of the command that was used', () => {
  expect(startFailureSentence({ code: 'port-taken', port: 8765, freePort: 8766 }, 'npm start')).toBe(
    'Port 8765 is in use by another program. Try npm start -- --port 8766.',
  );
});

test('a name that cannot be had is said, and moves no cursor', () => {
  expect(startFailureSentence({ code: 'unknown-account', name: 'A\u001b[2Jn' })).toContain("'A [2Jn'");
});

test('one line is one line', () => {
  expect(noticeSentence({ code: 'history-repaired', lines: 1 })).toContain('; 1 line could not be read.');
  expect(noticeSentence({ code: 'history-repaired' })).toContain('; 0 lines could not be read.');
});

test('a folder in use is named', () => {
  expect(startFailureSentence({ code: 'folder-locked', folder: '/srv/chat' })).toContain(
    'The folder /srv/chat is in use',
  );
});

test('a notice names the file that was kept', () => {
  expect(noticeSentence({ code: 'history-repaired', file: '/srv/data.json.damaged', lines: 2 })).toBe(
    'The history was damaged and has been repaired; 2 lines could not be read. The file as it was is kept as /srv/data.json.damaged.',
  );
  expect(noticeSentence({ code: 'storage-recovered' })).toBe('Messages are being stored again.');
});

const nothingMoved: MovedIn = {
  rooms: 0,
  talks: 0,
  accounts: 0,
  pictures: 0,
  picturesLeft: 0,
  administrators: [],
  namesCanBeKept: false,
  talksAreClosed: false,
  leftOutMessages: 0,
  leftOutAccounts: [],
  moreLeftOut: 0,
};

test('what moved in is said, and a name of a stranger moves no cursor', () => {
  expect(movedInSentences(nothingMoved)).toEqual([]);
  const moved = movedInSentences({
    rooms: 1,
    talks: 2,
    accounts: 3,
    pictures: 1,
    picturesLeft: 2,
    administrators: ['ad\u001b[2Jmin'],
    namesCanBeKept: true,
    talksAreClosed: true,
    leftOutMessages: 4,
    leftOutAccounts: [{ name: 'an', why: 'name-taken' }],
    moreLeftOut: 5,
  });
  expect(moved).toHaveLength(9);
  expect(moved[0]).toBe('New here: 1 room, 2 private talks, 3 accounts, 1 picture.');
  expect(moved).toContain(
    'Of 2 pictures the name alone was taken in: broken, too large, or not found beside the database.',
  );
  expect(moved).toContain('Administrators there, people like others here: ad [2Jmin.');
  expect(moved).toContain("No account for 'an': it is the name of another account.");
});

test('an export says what left and what did not', () => {
  const files = { json: '/x/a.json', html: '/x/a.html' };
  expect(exportedSentence({ ...files, rooms: 1 })).toMatch(
    /^Exported 1 room to \/x\/a\.json and \/x\/a\.html; private talks, .* were left out\.$/,
  );
  expect(exportedSentence({ ...files, rooms: 3 })).toContain(
    'Exported 3 rooms to /x/a.json and /x/a.html, each other room beside a.json',
  );
});

test('what is broken in another history is said with its place', () => {
  const sentence = (where: { line?: number; table?: string }): string =>
    moveFailureSentence({ code: 'import-broken', ...where }, '/srv/chat');
  expect(sentence({ line: 3 })).toMatch(/^Line 3 of the history to import cannot be read/);
  expect(sentence({ line: 3, table: 'users' })).toMatch(/^Row 3 of the table users cannot/);
  expect(sentence({ table: 'users' })).toMatch(/^The table users cannot/);
  expect(sentence({})).toMatch(/^This database cannot/);
});
