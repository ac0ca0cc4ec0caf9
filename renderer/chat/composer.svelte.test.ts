import { expect, test } from 'vitest';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import type { Message } from '../../protocol/events.ts';
import { Composer, prepareContent } from './composer.svelte.ts';
import type { KeyPress } from './composer.svelte.ts';

interface Setup {
  readonly names?: readonly string[];
  readonly draft?: string;
  readonly refusal?: ErrorCode;
  readonly blocked?: boolean;
  readonly enterBreaks?: boolean;
  readonly lastOwn?: Message | null;
}

function setUp({
  names = [],
  draft = '',
  refusal,
  blocked = false,
  enterBreaks = false,
  lastOwn = null,
}: Setup = {}) {
  const sent: string[] = [];
  const edited: string[] = [];
  const replies: (string | undefined)[] = [];
  const typing: boolean[] = [];
  const saved: string[] = [];
  const composer = new Composer({
    port: {
      async send(content, options) {
        sent.push(content);
        replies.push(options?.reply?.id);
        return refusal === undefined ? { ok: true, value: null } : { ok: false, code: refusal };
      },
      async sendFile({ name }, content, options) {
        sent.push(`${name} ${content}`);
        replies.push(options?.reply?.id);
        return refusal === undefined ? { ok: true, value: 'message-id' } : { ok: false, code: refusal };
      },
      async edit(message, content) {
        edited.push(`${message.id} ${content}`);
        return refusal === undefined ? { ok: true, value: null } : { ok: false, code: refusal };
      },
      async setTyping(isTyping) {
        typing.push(isTyping);
      },
    },
    drafts: { load: () => draft, save: (text) => saved.push(text) },
    names: () => names,
    lastOwn: () => lastOwn,
    blocked: () => blocked,
    enterBreaks: () => enterBreaks,
  });
  const write = (text: string) => composer.input(text, text.length);
  return { composer, edited, replies, sent, typing, saved, write };
}

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  keyCode: 0,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  timeStamp: 1_000,
  ...change,
});

test('Enter sends and empties the text', () => {
  const { composer, sent, write } = setUp();
  write('chào cả lớp');
  expect(composer.keydown(press('Enter'))).toEqual({ handled: true, edit: { text: '', caret: 0 } });
  expect(sent).toEqual(['chào cả lớp']);
  expect(composer.text).toBe('');
});

test('Shift and Enter, and Enter on a touch keyboard, break the line', () => {
  const { composer, sent, write } = setUp();
  write('a');
  expect(composer.keydown(press('Enter', { shiftKey: true })).handled).toBe(false);
  const touch = setUp({ enterBreaks: true });
  touch.write('a');
  expect(touch.composer.keydown(press('Enter')).handled).toBe(false);
  expect([...sent, ...touch.sent]).toEqual([]);
  expect(touch.composer.submit()).not.toBeNull();
  expect(touch.sent).toEqual(['a']);
});

test('Enter with nothing to send is used up and sends nothing', () => {
  const { composer, sent, write } = setUp();
  write(' \n ');
  expect(composer.keydown(press('Enter'))).toEqual({ handled: true, edit: null });
  expect(sent).toEqual([]);
});

test.each([
  ['isComposing', { isComposing: true }],
  ['key code 229', { keyCode: 229 }],
])('a key that belongs to the input method (%s) does nothing', (_, change) => {
  const { composer, sent, write } = setUp({ names: ['An'] });
  write('@a');
  for (const key of ['Enter', 'Tab', 'Escape', 'ArrowDown']) {
    expect(composer.keydown(press(key, change)).handled).toBe(false);
  }
  expect(sent).toEqual([]);
  expect(composer.text).toBe('@a');
});

test('between the start and the end of a composition nothing sends or clears, not even the button', () => {
  const { composer, sent, write } = setUp();
  composer.compositionStart();
  write('tie');
  expect(composer.keydown(press('Enter')).handled).toBe(false);
  expect(composer.submit()).toBeNull();
  expect(composer.text).toBe('tie');
  expect(sent).toEqual([]);
});

test('the Enter that ended a composition, reported after its end as Safari does, sends nothing', () => {
  const { composer, sent } = setUp();
  composer.compositionStart();
  composer.compositionEnd('tiếng', 5, 1_000);
  expect(composer.keydown(press('Enter', { timeStamp: 999 })).handled).toBe(false);
  expect(composer.keydown(press('Enter', { timeStamp: 1_000 })).handled).toBe(false);
  expect(sent).toEqual([]);
  expect(composer.keydown(press('Enter', { timeStamp: 1_100 })).handled).toBe(true);
  expect(sent).toEqual(['tiếng']);
});

test('what is sent is composed, without empty lines around it, with the indent of its first line', () => {
  expect(prepareContent('tie\u0302\u0301ng')).toBe('ti\u1ebfng');
  expect(prepareContent('\n  \n  print(1)\n\n  ')).toBe('  print(1)');
  expect(prepareContent(' \n\t')).toBe('');
});

test('the counter shows near the limit and counts code points', () => {
  const { composer, write } = setUp();
  write('😄'.repeat(3_000));
  expect(composer.counter).toBeNull();
  write('😄'.repeat(3_990));
  expect(composer.counter).toBe(10);
  expect(composer.canSend).toBe(true);
  write('e\u0302\u0301'.repeat(4_000));
  expect(composer.counter).toBe(0);
  write('a'.repeat(4_001));
  expect(composer.counter).toBe(-1);
  expect(composer.canSend).toBe(false);
  expect(composer.submit()).toBeNull();
});

test('a blocked composer sends nothing and keeps its text', () => {
  const { composer, sent, write } = setUp({ blocked: true });
  write('a');
  expect(composer.submit()).toBeNull();
  expect(composer.text).toBe('a');
  expect(sent).toEqual([]);
});

test('a draft is taken up, kept with each change, and gone once sent or forgotten', () => {
  const { composer, saved, write } = setUp({ draft: 'nháp' });
  expect(composer.text).toBe('nháp');
  write('nháp!');
  composer.submit();
  write('khác');
  composer.forget();
  expect(saved).toEqual(['nháp!', '', 'khác', '', '']);
});

test('what could not be queued comes back, before what has been written since, with the reason', async () => {
  const { composer, write } = setUp({ refusal: 'outbox-full' });
  write('một');
  composer.submit();
  write('hai');
  await Promise.resolve();
  await Promise.resolve();
  expect(composer.text).toBe('một\nhai');
  expect(composer.failure).toBe('outbox-full');
  write('một\nhai!');
  expect(composer.failure).toBeNull();
});

test('what could not be queued waits for the end of a composition before it comes back', async () => {
  const { composer, write } = setUp({ refusal: 'outbox-full' });
  write('một');
  composer.submit();
  composer.compositionStart();
  write('ha');
  await Promise.resolve();
  await Promise.resolve();
  expect(composer.text).toBe('ha');
  composer.compositionEnd('hai', 3, 1);
  expect(composer.text).toBe('một\nhai');
});

test('typing is said with each change, and its end with an empty text or a message', () => {
  const { composer, typing, write } = setUp();
  write('a');
  write('');
  write('b');
  composer.submit();
  expect(typing).toEqual([true, false, true, false]);
});

test('Tab completes a nickname, and the caret stands after it', () => {
  const { composer, write } = setUp({ names: ['An', 'Bình', 'cô Hạnh'] });
  write('chào @ha');
  expect(composer.completion?.options).toEqual(['cô Hạnh']);
  expect(composer.keydown(press('Tab'))).toEqual({
    handled: true,
    edit: { text: 'chào @cô Hạnh ', caret: 14 },
  });
  expect(composer.completion).toBeNull();
  expect(composer.keydown(press('Tab')).handled).toBe(false);
});

test('a nickname completed before other text gets no second space', () => {
  const { composer } = setUp({ names: ['An'] });
  composer.input('@a ơi', 2);
  expect(composer.keydown(press('Tab')).edit).toEqual({ text: '@An ơi', caret: 4 });
});

test('Enter takes the name that is shown as chosen, and sends once it stands there', () => {
  const { composer, sent, write } = setUp({ names: ['An', 'Anh'] });
  write('@a');
  expect(composer.keydown(press('Enter')).edit?.text).toBe('@An ');
  expect(sent).toEqual([]);
  composer.keydown(press('Enter'));
  expect(sent).toEqual(['@An']);
  write('@a');
  composer.keydown(press('ArrowDown'));
  expect(composer.keydown(press('Enter')).edit?.text).toBe('@Anh ');
});

test('Escape, a selection and a composition put the offered names away', () => {
  const { composer, write } = setUp({ names: ['An'] });
  write('@a');
  expect(composer.keydown(press('Escape')).handled).toBe(true);
  expect(composer.completion).toBeNull();
  expect(composer.keydown(press('Escape')).handled).toBe(false);
  write('@a');
  composer.moveCaret(null);
  expect(composer.completion).toBeNull();
  write('@a');
  composer.compositionStart();
  expect(composer.completion).toBeNull();
});

test('an emoji goes to the caret, or in the place of what is selected, and is counted and kept like typed text', () => {
  const { composer, saved, typing } = setUp({ draft: 'chào lớp' });
  expect(composer.insert('👍🏽', 4, 4)).toEqual({ text: 'chào👍🏽 lớp', caret: 8 });
  expect(composer.insert('😀', 0, 4)).toEqual({ text: '😀👍🏽 lớp', caret: 2 });
  expect(saved).toEqual(['chào👍🏽 lớp', '😀👍🏽 lớp']);
  expect(typing).toEqual([true, true]);
  composer.input('a'.repeat(3_990), null);
  composer.insert('👍🏽', 0, 0);
  expect(composer.counter).toBe(8);
});

test('no emoji goes into a text that is being composed or may not be written', () => {
  const { composer } = setUp();
  composer.compositionStart();
  expect(composer.insert('😀', 0, 0)).toBeNull();
  expect(setUp({ blocked: true }).composer.insert('😀', 0, 0)).toBeNull();
});

const mine: Message = { seq: 3, id: 'm3', name: 'Bình', content: 'tin cũ', at: 0, by: 'b' };

test('an answer says what it answers, once', () => {
  const { composer, replies, write } = setUp();
  composer.startReply(mine);
  write('đúng');
  composer.keydown(press('Enter'));
  write('và nữa');
  composer.keydown(press('Enter'));
  expect(replies).toEqual(['m3', undefined]);
  expect(composer.mode).toBeNull();
});

test('an answer that was not taken is an answer still', async () => {
  const { composer, write } = setUp({ refusal: 'outbox-full' });
  composer.startReply(mine);
  write('đúng');
  composer.keydown(press('Enter'));
  await Promise.resolve();
  expect(composer.text).toBe('đúng');
  expect(composer.mode).toEqual({ kind: 'reply', message: mine });
});

const photo = { name: 'ảnh.png', type: 'image/png', body: new Blob(['1234']) };

test('the first file that is sent is the answer, and what is being written stays', async () => {
  const { composer, sent, replies, write } = setUp();
  composer.startReply(mine);
  write('nháp');
  expect(await composer.sendFile(photo, 'đây')).toEqual({ ok: true, value: 'message-id' });
  await composer.sendFile(photo, '');
  expect(sent).toEqual(['ảnh.png đây', 'ảnh.png ']);
  expect(replies).toEqual(['m3', undefined]);
  expect([composer.text, composer.mode]).toEqual(['nháp', null]);
});

test('a file that was not taken leaves the answer to the next one; a text that is edited is no answer', async () => {
  const { composer } = setUp({ refusal: 'outbox-full' });
  composer.startReply(mine);
  await composer.sendFile(photo, '');
  expect(composer.mode).toEqual({ kind: 'reply', message: mine });
  const editing = setUp();
  editing.composer.startEdit(mine);
  await editing.composer.sendFile(photo, '');
  expect(editing.replies).toEqual([undefined]);
  expect(editing.composer.mode).toEqual({ kind: 'edit', message: mine });
});

test('Up in an empty text edits the last message of one’s own, and Escape gives the draft back', () => {
  const { composer, edited, saved, write } = setUp({ lastOwn: mine });
  write('a');
  expect(composer.keydown(press('ArrowUp')).handled).toBe(false);
  write('');
  expect(composer.keydown(press('ArrowUp')).handled).toBe(true);
  expect(composer.text).toBe('tin cũ');
  write('tin mới');
  expect(saved.at(-1)).toBe('');
  expect(composer.keydown(press('Escape')).handled).toBe(true);
  expect(composer.text).toBe('');
  expect(edited).toEqual([]);
  expect(setUp().composer.keydown(press('ArrowUp')).handled).toBe(false);
});

test('an edit is handed over, and what was being written before comes back', async () => {
  const { composer, edited, sent, typing, write } = setUp();
  write('nháp');
  composer.startEdit(mine);
  write('tin mới');
  composer.keydown(press('Enter'));
  await Promise.resolve();
  await Promise.resolve();
  expect(edited).toEqual(['m3 tin mới']);
  expect(sent).toEqual([]);
  expect(composer.text).toBe('nháp');
  expect(composer.mode).toBeNull();
  expect(typing).toEqual([true]);
});

test('an edit that the host does not take stays where it is, with the reason', async () => {
  const { composer, write } = setUp({ refusal: 'too-late' });
  composer.startEdit(mine);
  write('tin mới');
  composer.keydown(press('Enter'));
  await Promise.resolve();
  await Promise.resolve();
  expect(composer.text).toBe('tin mới');
  expect(composer.failure).toBe('too-late');
  expect(composer.mode?.kind).toBe('edit');
});

test('the same text is no edit, and nothing asks the host', () => {
  const { composer, edited } = setUp();
  composer.startEdit(mine);
  composer.keydown(press('Enter'));
  expect(edited).toEqual([]);
});
