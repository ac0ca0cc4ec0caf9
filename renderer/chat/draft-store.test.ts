import { expect, test } from 'vitest';
import { createPageStorage } from '../page-storage.ts';
import type { PageStorage } from '../page-storage.ts';
import { createDraftStore } from './draft-store.ts';

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
  createDraftStore(storage, owner).save('nháp');
  expect(createDraftStore(storage, owner).load()).toBe('nháp');
  for (const other of [{ address: '192.168.1.6:8765' }, { personId: 'b2' }, { nickname: 'Bình' }]) {
    expect(createDraftStore(storage, { ...owner, ...other }).load()).toBe('');
  }
});

test('a sent message leaves nothing behind, and the drafts of other chats stay', () => {
  const storage = fakeStorage();
  const other = createDraftStore(storage, { ...owner, address: 'x' });
  const drafts = createDraftStore(storage, owner);
  other.save('khác');
  drafts.save('nháp');
  drafts.save('');
  expect(drafts.load()).toBe('');
  expect(other.load()).toBe('khác');
  other.save('');
  expect(storage.kept()).toBeNull();
});

test('of more than ten drafts the oldest is let go', () => {
  const storage = fakeStorage();
  const stores = Array.from({ length: 11 }, (_, index) =>
    createDraftStore(storage, { ...owner, address: String(index) }),
  );
  for (const store of stores) store.save('nháp');
  expect(stores.map((store) => store.load())).toEqual(['', ...Array<string>(10).fill('nháp')]);
});

test.each(['{', '"x"', '[1,{"of":2,"text":"x"},null]'])('what is not ours counts as no draft: %s', (text) => {
  const drafts = createDraftStore(fakeStorage(text), owner);
  expect(drafts.load()).toBe('');
  drafts.save('nháp');
  expect(drafts.load()).toBe('nháp');
});

test('where nothing is kept nothing breaks', () => {
  const drafts = createDraftStore(
    createPageStorage(() => {
      throw new Error('forbidden');
    }),
    owner,
  );
  drafts.save('nháp');
  expect(drafts.load()).toBe('');
});
