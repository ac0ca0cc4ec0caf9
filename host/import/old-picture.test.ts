import { expect, test } from 'vitest';
import { gif, png } from '../../test/pictures.ts';
import { pictureFileName, pictureText, placeOfPicture } from './old-picture.ts';

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

test.each([
  ['uploads/lop-9a.png', ['uploads', 'lop-9a.png']],
  ['/static/uploads/a.webp?v=2', ['static', 'uploads', 'a.webp']],
  ['C:\\chat\\uploads\\Ảnh lớp.JPG', ['chat', 'uploads', 'Ảnh lớp.JPG']],
  ['http://10.0.0.5:5000/uploads/a.png', ['uploads', 'a.png']],
])('the picture %j is looked for in a file', (said, parts) => {
  expect(placeOfPicture(said)).toEqual({ kind: 'file', parts });
});

test.each([
  '../a.png',
  'uploads/../../a.png',
  '.ssh/a.png',
  'a/b:c/d.png',
  'data:image/svg+xml,<svg/>',
  null,
])('%j is nowhere', (said) => {
  expect(placeOfPicture(said)).toBeNull();
});

test('bytes are taken as they are, as base64, and from a data URL; text that was kept as bytes is text', () => {
  const bytes = gif();
  const base64 = bytes.toString('base64');
  const long = png(300, 300, [1, 2, 3]);
  for (const said of [
    new Uint8Array(bytes),
    base64,
    `data:image/gif;base64,${base64}`,
    Buffer.from(base64),
  ]) {
    expect(placeOfPicture(said)).toEqual({ kind: 'bytes', bytes });
  }
  expect(placeOfPicture(long.toString('base64'))).toEqual({ kind: 'bytes', bytes: long });
  expect(placeOfPicture(Buffer.from('uploads/a.png'))).toMatchObject({ kind: 'file' });
});

test('a picture without a name is called one, with the ending of what it is', () => {
  const bytes = Buffer.alloc(0);
  expect(pictureFileName({ kind: 'bytes', bytes }, 'image/jpeg')).toBe('picture.jpg');
  expect(pictureFileName({ kind: 'file', parts: ['uploads', 'a.png'] }, 'image/jpeg')).toBe('a.png');
});
