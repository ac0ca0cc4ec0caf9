import { expect, test } from 'vitest';
import { createPageStorage } from '../page-storage.ts';
import type { PageStorage } from '../page-storage.ts';
import { createDrafts } from './draft-store.ts';

function fakeStorage(text: string | null = null): PageStorage & { readonly kept: () => string | null } {
  let kept = text;
  return {
    read: () => kept,
    write: (_, value) => ((kept = value), true),
    remove: () => (kept = null),
    kept: () => kept,
  };
}

const owner = { address: '192.168.1.5:8765', personId: 'a1', nickname: 'An' };

test('a draft is found again by its person in its chat, and by nobody else', () => {
  const storage = fakeStorage();
  createDrafts(storage, owner).in('main').save('nháp');
  expect(createDrafts(storage, owner).in('main').load()).toBe('nháp');
  for (const other of [{ address: '192.168.1.6:8765' }, { personId: 'b2' }, { nickname: 'Bình' }]) {
    expect(
      createDrafts(storage, { ...owner, ...other })
        .in('main')
        .load(),
    ).toBe('');
  }
});

test('a sent message leaves nothing behind, and the drafts of other chats stay', () => {
  const storage = fakeStorage();
  const other = createDrafts(storage, { ...owner, address: 'x' }).in('main');
  const drafts = createDrafts(storage, owner).in('main');
  other.save('khác');
  drafts.save('nháp');
  drafts.save('');
  expect(drafts.load()).toBe('');
  expect(other.load()).toBe('khác');
  other.save('');
  expect(storage.kept()).toBeNull();
});

test('of more than thirty drafts the oldest is let go', () => {
  const storage = fakeStorage();
  const stores = Array.from({ length: 31 }, (_, index) =>
    createDrafts(storage, { ...owner, address: String(index) }).in('main'),
  );
  for (const store of stores) store.save('nháp');
  expect(stores.map((store) => store.load())).toEqual(['', ...Array<string>(30).fill('nháp')]);
});

test.each(['{', '"x"', '[1,{"of":2,"text":"x"},null]'])('what is not ours counts as no draft: %s', (text) => {
  const drafts = createDrafts(fakeStorage(text), owner).in('main');
  expect(drafts.load()).toBe('');
  drafts.save('nháp');
  expect(drafts.load()).toBe('nháp');
});

test('where nothing is kept nothing breaks', () => {
  const drafts = createDrafts(
    createPageStorage(() => {
      throw new Error('forbidden');
    }),
    owner,
  ).in('main');
  drafts.save('nháp');
  expect(drafts.load()).toBe('');
});

test('each conversation has a draft of its own, and leaving lets go of all of them', () => {
  const storage = fakeStorage();
  const drafts = createDrafts(storage, owner);
  const other = createDrafts(storage, { ...owner, nickname: 'An N.' }).in('room-game');
  drafts.in('main').save('chung');
  drafts.in('room-game').save('chơi');
  other.save('khác');
  expect(drafts.in('main').load()).toBe('chung');
  expect(drafts.in('room-game').load()).toBe('chơi');
  drafts.forget();
  expect(drafts.in('main').load()).toBe('');
  expect(drafts.in('room-game').load()).toBe('');
  expect(other.load()).toBe('khác');
});
