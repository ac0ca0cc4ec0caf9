import { expect, test } from 'vitest';
import { pictureText } from './old-picture.ts';

test.each([
  ['uploads/lop-9a.png', '🖼 lop-9a.png'],
  ['C:\\chat\\uploads\\Ảnh lớp.JPG', '🖼 Ảnh lớp.JPG'],
  ['/static/uploads/a.webp?v=2', '🖼 a.webp'],
  ['data:image/png;base64,iVBORw0KGgo=', '🖼 png'],
  ['data:image/svg+xml,<svg/>', '🖼 svg'],
  ['iVBORw0KGgoAAAANSUhEUgAA/9j/4AAQSkZJRg', '🖼'],
  ['../../etc/passwd', '🖼'],
  ['<script>.png', '🖼'],
  ['a\nb\u202e.png', '🖼'],
  ['..', '🖼'],
])('of the picture %j stays %j', (said, text) => {
  expect(pictureText(said)).toBe(text);
});

test('a long name is cut', () => {
  expect(pictureText(`${'x'.repeat(500)}.png`).length).toBeLessThan(110);
});
