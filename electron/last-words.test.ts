import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { setUpLastWords } from './last-words.ts';
import { endWords } from './words.ts';

function setUp(say: () => void = () => undefined) {
  const done: unknown[] = [];
  const process = new EventEmitter();
  const end = setUpLastWords({
    process,
    report: (error) => done.push(error),
    abandon: () => done.push('abandoned'),
    say() {
      done.push('said');
      say();
    },
    exit: () => done.push('ended'),
  });
  return { done, process, end };
}

const error = new Error('made up by a test');

test('an error that nobody caught is noted, everyone is let go, it is said, and then the app ends', () => {
  const { done, process } = setUp();
  process.emit('uncaughtException', error);
  expect(done).toEqual([error, 'abandoned', 'said', 'ended']);
});

test('a promise that fails with nobody waiting is noted, and the app goes on', () => {
  const { done, process } = setUp();
  process.emit('unhandledRejection', error);
  expect(done).toEqual([error]);
});

test('further errors on the way out are noted and change nothing', () => {
  const another = new Error('another one');
  const { done, process, end } = setUp(() => void process.emit('uncaughtException', another));
  end(error);
  expect(done).toEqual([error, 'abandoned', 'said', another, 'ended']);
});

test('where it cannot be said, the app ends all the same', () => {
  const { done, end } = setUp(() => {
    throw error;
  });
  end('no error at all');
  expect(done).toEqual(['no error at all', 'abandoned', 'said', error, 'ended']);
});

test('both languages say what is kept and what to do', () => {
  expect(endWords('en').detail).toMatch(/kept.*Open the app again/);
  expect(endWords('vi').detail).toMatch(/vẫn được giữ.*mở lại ứng dụng/i);
});
