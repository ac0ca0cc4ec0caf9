import { expect, test } from 'vitest';
import { cleanFileName, cleanMediaType, filePath, isPicture, parseFileInfo, textWithFile } from './files.ts';

test.each([
  ['bài tập 1.docx', 'bài tập 1.docx'],
  ['C:\\Users\\An\\ảnh.png', 'ảnh.png'],
  ['/etc/passwd', 'passwd'],
  ['../..', 'file'],
  ['.htaccess', 'htaccess'],
  ['a\u0000b\nc.txt', 'a_b_c.txt'],
  ['photo\u202egnp.exe', 'photo_gnp.exe'],
  ['what?*<now>|".txt', 'what_now_.txt'],
  ['\ud800.png', '_.png'],
  ['  two   spaces .txt. ', 'two spaces .txt'],
  ['', 'file'],
])('the name %j becomes %j', (name, clean) => {
  expect(cleanFileName(name)).toBe(clean);
  expect(cleanFileName(clean)).toBe(clean);
});

test('a long name is cut in its middle: its ending says what it is', () => {
  const name = cleanFileName(`${'ả'.normalize('NFD').repeat(500)}.docx`);
  expect([...name]).toHaveLength(120);
  expect(name.endsWith('ả.docx')).toBe(true);
});

test('a media type is one, or says nothing', () => {
  expect(cleanMediaType('Image/PNG; charset=x')).toBe('image/png');
  for (const none of ['', 'image', 'a/b/c', 'text/html\r\nX: y', `a/${'b'.repeat(65)}`]) {
    expect(cleanMediaType(none)).toBe('application/octet-stream');
  }
});

const file = { id: 'id-of-a-file', name: 'a.png', size: 5, type: 'image/png' };

test('a file is a picture only where both sides are known and sane', () => {
  const read = (more: object): boolean => isPicture(parseFileInfo({ ...file, ...more }) ?? expect.fail());
  expect(read({ width: 3, height: 2 })).toBe(true);
  for (const more of [
    {},
    { width: 3 },
    { width: 0, height: 2 },
    { width: 1e6, height: 1e6 },
    { width: '3', height: 2 },
  ]) {
    expect(read(more)).toBe(false);
  }
});

test('what is no file is none, and what a stranger adds to one is left out', () => {
  expect(parseFileInfo({ ...file, more: 1 })).toEqual(file);
  for (const wrong of [{ id: '../x' }, { name: 5 }, { size: -1 }, { size: 1.5 }, { type: null }]) {
    expect(parseFileInfo({ ...file, ...wrong })).toBeNull();
  }
  for (const none of [null, undefined, 'x', []]) expect(parseFileInfo(none)).toBeNull();
});

test('a link has the name in it, whatever the name is made of', () => {
  const odd = { id: file.id, name: 'a b#c?.png' };
  expect(filePath(odd)).toBe('/files/id-of-a-file/a%20b%23c%3F.png');
  expect(textWithFile('', { ...file, ...odd }, 'http://host')).toBe(
    `a b#c?.png\nhttp://host${filePath(odd)}`,
  );
});
