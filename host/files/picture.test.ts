import { expect, test } from 'vitest';
import { gif, jpegHead, png, withExif } from '../../test/pictures.ts';
import { recognisePicture } from './picture.ts';

function webp(kind: string, body: readonly number[]): Buffer {
  const head = Buffer.alloc(40);
  head.write('RIFF', 0, 'latin1');
  head.write('WEBP', 8, 'latin1');
  head.write(kind, 12, 'latin1');
  head.set(body, 20);
  return head;
}

test('each kind of picture is told by its bytes, with its size', () => {
  expect(recognisePicture(png(300, 200))).toEqual({ type: 'image/png', width: 300, height: 200 });
  expect(recognisePicture(gif())).toEqual({ type: 'image/gif', width: 1, height: 1 });
  expect(recognisePicture(jpegHead(640, 480))).toEqual({ type: 'image/jpeg', width: 640, height: 480 });
  // Behind what a camera notes, fill bytes and a marker without a length.
  const photo = Buffer.concat([withExif(jpegHead(1, 1)).subarray(0, -19), Buffer.from([0xff, 0xff, 0xd0])]);
  expect(recognisePicture(Buffer.concat([photo, jpegHead(4000, 3000).subarray(2)]))).toEqual({
    type: 'image/jpeg',
    width: 4000,
    height: 3000,
  });
  const lossy = webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]);
  expect(recognisePicture(lossy)).toEqual({ type: 'image/webp', width: 320, height: 240 });
  const lossless = webp('VP8L', [0x2f, 0x3f, 0xc1, 0x3b, 0x00]);
  expect(recognisePicture(lossless)).toEqual({ type: 'image/webp', width: 320, height: 240 });
  const extended = webp('VP8X', [0, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]);
  expect(recognisePicture(extended)).toEqual({ type: 'image/webp', width: 320, height: 240 });
});

test('what could run in a page is no picture, whatever it begins with in words', () => {
  const others = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    '<!doctype html><img src=x onerror=alert(1)>',
    '%PDF-1.7',
    'BM and so on',
    'PNG',
    '',
  ];
  for (const text of others) expect(recognisePicture(Buffer.from(text)), text).toBeNull();
});

test('a head that was cut anywhere is a picture or none, and never an error', () => {
  const wholes = [png(9, 9), gif(), withExif(jpegHead(9, 9)), webp('VP8X', [0, 0, 0, 0, 8, 0, 0, 8, 0, 0])];
  for (const whole of wholes) {
    for (let length = 0; length <= whole.length; length += 1) {
      const picture = recognisePicture(whole.subarray(0, length));
      if (picture) expect(picture.width).toBe(whole === wholes[1] ? 1 : 9);
    }
  }
});

test('a picture of no pixels, or of more than a page should decode, is a file like any other', () => {
  expect(recognisePicture(jpegHead(0, 5))).toBeNull();
  expect(recognisePicture(jpegHead(8_000, 5_000))).not.toBeNull();
  expect(recognisePicture(jpegHead(8_001, 5_000))).toBeNull();
});
