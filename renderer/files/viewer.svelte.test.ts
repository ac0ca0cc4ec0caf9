import { expect, test } from 'vitest';
import type { Message } from '../../protocol/events.ts';
import { Viewer } from './viewer.svelte.ts';

const said = (seq: number, file?: object): Message => ({
  seq,
  id: `m${String(seq)}`,
  name: 'An',
  content: '',
  at: seq,
  ...(file
    ? { file: { id: `file-${String(seq)}`, name: 'a.png', size: 1, type: 'image/png', ...file } }
    : {}),
});
const pixels = { width: 4, height: 3 };
const messages = [said(1, pixels), said(2), said(3, {}), said(4, pixels), said(5, pixels)];
const key = (name: string) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false });

test('one goes through the pictures alone, from the first to the last', () => {
  const viewer = new Viewer(() => messages);
  expect(viewer.current).toBeNull();
  viewer.open('m4');
  expect([viewer.hasPrevious, viewer.hasNext]).toEqual([true, true]);
  viewer.keydown(key('ArrowLeft'));
  expect([viewer.current?.messageId, viewer.hasPrevious]).toEqual(['m1', false]);
  viewer.go(-1);
  expect(viewer.current?.messageId).toBe('m1');
  viewer.keydown(key('ArrowRight'));
  viewer.keydown(key('ArrowRight'));
  expect([viewer.current?.messageId, viewer.hasNext]).toEqual(['m5', false]);
  viewer.close();
  expect(viewer.current).toBeNull();
});

test('a picture gets larger and smaller within bounds, and the next one fits the screen again', () => {
  const viewer = new Viewer(() => messages);
  viewer.open('m1');
  viewer.keydown(key('-'));
  expect(viewer.zoom).toBe(1);
  for (let times = 0; times < 20; times += 1) viewer.keydown(key('+'));
  expect(viewer.zoom).toBe(8);
  // The arrows move a large picture.
  expect(viewer.keydown(key('ArrowRight'))).toBe(false);
  viewer.keydown(key('0'));
  expect(viewer.zoom).toBe(1);
  viewer.enlarge(1);
  viewer.go(1);
  expect(viewer.zoom).toBe(1);
  expect(viewer.keydown({ ...key('+'), ctrlKey: true })).toBe(false);
});

test('a message that is not held, or has no picture, is not looked at', () => {
  const viewer = new Viewer(() => messages);
  for (const id of ['m9', 'm2', 'm3']) {
    viewer.open(id);
    expect([viewer.current, viewer.hasPrevious, viewer.hasNext]).toEqual([null, false, false]);
  }
});
