import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { icnsFile, icnsSizes, icoFile, type Picture } from './icon-files.ts';
import { root } from './run-command.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Width and height of a PNG file. */
function pngSize(png: Buffer): [number, number] {
  expect(png.subarray(0, signature.length)).toEqual(signature);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** Reads an `.ico` back, and expects each picture to be as large as its entry says. */
function sizesInIco(file: Buffer): number[] {
  expect(file.readUInt16LE(2)).toBe(1);
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + index * 16;
    const size = file.readUInt8(entry) || 256;
    const offset = file.readUInt32LE(entry + 12);
    const png = file.subarray(offset, offset + file.readUInt32LE(entry + 8));
    expect(pngSize(png)).toEqual([size, size]);
    return size;
  });
}

/** Reads an `.icns` back: the kinds of its entries with the width of their pictures. */
function picturesInIcns(file: Buffer): [kind: string, width: number][] {
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const pictures: [string, number][] = [];
  for (let offset = 8; offset < file.length; offset += file.readUInt32BE(offset + 4)) {
    pictures.push([file.toString('latin1', offset, offset + 4), pngSize(file.subarray(offset + 8))[0]]);
  }
  return pictures;
}

const picture = (size: number): Picture => {
  const png = Buffer.alloc(24 + size);
  signature.copy(png);
  png.writeUInt32BE(size, 16);
  png.writeUInt32BE(size, 20);
  return { size, png };
};

test('an .ico holds every picture it was made of, up to 256 pixels', () => {
  expect(sizesInIco(icoFile([16, 48, 256].map(picture)))).toEqual([16, 48, 256]);
  expect(() => icoFile([picture(512)])).toThrow(RangeError);
});

test('an .icns names a picture by each of its kinds and leaves out sizes that it has none for', () => {
  expect(picturesInIcns(icnsFile([20, 128, 512].map(picture)))).toEqual([
    ['ic07', 128],
    ['ic09', 512],
    ['ic14', 512],
  ]);
});

test('the icons that the packages take hold every size that a system asks for', () => {
  const resource = (path: string): Buffer => readFileSync(join(root, 'resources', path));
  expect(sizesInIco(resource('icon.ico'))).toEqual(expect.arrayContaining([16, 24, 32, 48, 256]));
  const mac = picturesInIcns(resource('icon.icns')).map(([, width]) => width);
  expect([...new Set(mac)].sort((a, b) => a - b)).toEqual(icnsSizes);
  expect(pngSize(resource('icon.png'))).toEqual([1024, 1024]);
  for (const name of readdirSync(join(root, 'resources/icons'))) {
    const [width, height] = pngSize(resource(`icons/${name}`));
    expect(name).toBe(`${String(width)}x${String(height)}.png`);
  }
});

test('each icon of the tray is there in both densities', () => {
  for (const name of ['tray', 'tray-unread', 'trayTemplate', 'trayUnreadTemplate']) {
    expect(pngSize(readFileSync(join(root, `resources/tray/${name}.png`)))).toEqual([16, 16]);
    expect(pngSize(readFileSync(join(root, `resources/tray/${name}@2x.png`)))).toEqual([32, 32]);
  }
});
