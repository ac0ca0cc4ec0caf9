import { expect, test } from 'vitest';
import type { PresenceNotice } from '../../client/people-state.ts';
import { condensePresence } from './presence.ts';

let key = 0;
const notice = (kind: PresenceNotice['kind'], id: string, name = id, oldName?: string): PresenceNotice => ({
  kind,
  person: { id, name },
  ...(oldName === undefined ? {} : { oldName }),
  at: 0,
  afterSeq: 0,
  key: (key += 1),
});

test('joins and leaves are gathered, in their order', () => {
  expect(condensePresence([notice('joined', 'An'), notice('left', 'Chi'), notice('joined', 'Bình')])).toEqual(
    {
      joined: ['An', 'Bình'],
      left: ['Chi'],
      renamed: [],
    },
  );
});

test('who came and went is not mentioned', () => {
  expect(condensePresence([notice('joined', 'An'), notice('left', 'An')])).toBeNull();
});

test('who went and came back is not mentioned', () => {
  expect(condensePresence([notice('left', 'An'), notice('joined', 'An')])).toBeNull();
  expect(condensePresence([])).toBeNull();
});

test('who left on purpose and came back under the same name is not said to have left', () => {
  const again = [notice('joined', '1', 'An'), notice('left', '1', 'An'), notice('joined', '2', 'An')];
  expect(condensePresence(again)).toEqual({ joined: ['An'], left: [], renamed: [] });
  expect(condensePresence(again.slice(1))).toBeNull();
});

test('two people of one name are two people', () => {
  expect(condensePresence([notice('joined', '1', 'An'), notice('left', '2', 'An')])).toEqual({
    joined: ['An'],
    left: ['An'],
    renamed: [],
  });
});

test('who comes and takes another name is met under that name', () => {
  expect(condensePresence([notice('joined', '1', 'An'), notice('renamed', '1', 'Ân', 'An')])?.joined).toEqual(
    ['Ân'],
  );
});

test('who takes another name and leaves is missed under the old one', () => {
  expect(condensePresence([notice('renamed', '1', 'Ân', 'An'), notice('left', '1', 'Ân')])?.left).toEqual([
    'An',
  ]);
});

test('several renames of one person are one, and one back to the old name is none', () => {
  const there = notice('renamed', '1', 'B', 'A');
  expect(condensePresence([there, notice('renamed', '1', 'C', 'B')])?.renamed).toEqual([
    { from: 'A', to: 'C' },
  ]);
  expect(condensePresence([there, notice('renamed', '1', 'A', 'B')])).toBeNull();
});
