import { expect, test } from 'vitest';
import { openingFor, type WindowPlace } from './window-place.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const projector = { x: 1440, y: 0, width: 1920, height: 1080 };

function place(change: Partial<WindowPlace> = {}): WindowPlace {
  return { x: 100, y: 80, width: 900, height: 600, maximized: false, ...change };
}

test('on the first start the window has its own size and the system finds the middle', () => {
  expect(openingFor(null, [laptop])).toEqual({ width: 1180, height: 720, maximized: false });
});

test('the window comes back where it was, maximised if it was', () => {
  expect(openingFor(place(), [laptop, projector])).toEqual(place());
  const onProjector = place({ x: 1600, y: 10, maximized: true });
  expect(openingFor(onProjector, [laptop, projector])).toEqual(onProjector);
});

test.each([
  ['its display is gone', { x: 1600, y: 10 }],
  ['only a sliver of it would be seen', { x: 1400, y: 100 }],
  ['its title bar is above the display', { y: -40 }],
  ['its title bar is below the display', { y: 890 }],
  ['it lies far to the left', { x: -850 }],
])('where %s it keeps its size and goes to the middle', (_why, change) => {
  const opening = openingFor(place(change), [laptop]);
  expect(opening).toEqual({ width: 900, height: 600, maximized: false });
});

test('a window that stands half over the edge stays there: somebody put it there', () => {
  expect(openingFor(place({ x: -600 }), [laptop])).toMatchObject({ x: -600, y: 80 });
});

test('a window that is larger than its display now is cut to it, and never below what can be read', () => {
  expect(openingFor(place({ x: 0, y: 25, width: 3000, height: 2000 }), [laptop])).toMatchObject({
    width: 1440,
    height: 875,
  });
  expect(openingFor(null, [{ x: 0, y: 0, width: 320, height: 240 }])).toMatchObject({
    width: 380,
    height: 480,
  });
});
