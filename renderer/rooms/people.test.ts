import { expect, onTestFinished, test, vi } from 'vitest';
import { findPeople, sortPeople } from './people.ts';

const person = (name: string) => ({ id: name, name });
const names = ['An', 'Ánh', 'Bình', 'cô Hạnh', 'Đạt', 'Hà An'];

test('oneself stands first, everyone else by name as Vietnamese sorts', () => {
  const people = ['Minh', 'an', 'Đạt', 'Dũng', 'Bình', 'Ấn', 'Học sinh 10', 'Học sinh 9'].map(person);
  expect(sortPeople(people, person('Minh')).map(({ name }) => name)).toEqual([
    'Minh',
    'an',
    'Ấn',
    'Bình',
    'Dũng',
    'Đạt',
    'Học sinh 9',
    'Học sinh 10',
  ]);
});

test('a name is found by its beginning, without its marks, and by its later words after that', () => {
  expect(findPeople(names, 'an', 6)).toEqual(['An', 'Ánh', 'Hà An']);
  expect(findPeople(names, 'dat', 6)).toEqual(['Đạt']);
  expect(findPeople(names, 'HẠNH', 6)).toEqual(['cô Hạnh']);
  expect(findPeople(names, 'cô h', 6)).toEqual(['cô Hạnh']);
  expect(findPeople(names, 'x', 6)).toEqual([]);
});

test('no more are found than asked for, and nothing typed finds the first ones', () => {
  expect(findPeople(names, '', 2)).toEqual(['An', 'Ánh']);
});

test('what sorts names is made when names are sorted, not while the page loads', async () => {
  vi.resetModules();
  const made = vi.spyOn(Intl, 'Collator');
  onTestFinished(() => void made.mockRestore());
  const loaded = await import('./people.ts');
  loaded.sortPeople([person('An')], null);
  expect(made).not.toHaveBeenCalled();
  loaded.sortPeople(['Bình', 'An', 'Chi'].map(person), null);
  loaded.sortPeople(['Bình', 'An'].map(person), null);
  expect(made).toHaveBeenCalledOnce();
});
