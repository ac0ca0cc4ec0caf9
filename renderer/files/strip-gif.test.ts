import { expect, test } from 'vitest';
import { gif, png, secretWords } from '../../test/pictures.ts';
import { stripGif } from './strip-gif.ts';

const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('latin1');

test('a GIF keeps its frames and how often it plays, and loses what is written into it', () => {
  const stripped = stripGif(gif());
  expect(text(gif())).toContain(secretWords);
  expect(text(stripped)).not.toContain(secretWords);
  expect(text(stripped)).toContain('NETSCAPE2.0');
  expect(stripped).toHaveLength(gif().length - secretWords.length - 4);
  // Nothing more is to be found in it.
  expect(text(stripGif(stripped ?? new Uint8Array()))).toBe(text(stripped));
});

test('what other programs note in it is left out', () => {
  const note = Buffer.concat([
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('XMP DataXMPplace', 'latin1').subarray(0, 11),
    Buffer.from([5]),
    Buffer.from('place', 'latin1'),
    Buffer.from([0]),
  ]);
  const noted = Buffer.concat([gif().subarray(0, 19), note, gif().subarray(19)]);
  expect(text(stripGif(noted))).toBe(text(stripGif(gif())));
});

test('what is no GIF, or none to its end, is left to others', () => {
  expect(stripGif(png(1, 1))).toBeNull();
  for (let length = 0; length < gif().length; length += 1)
    expect(stripGif(gif().subarray(0, length))).toBeNull();
});
