import { expect, test } from 'vitest';
import { flushSync } from 'svelte';
import { i18n } from '../i18n/i18n.svelte.ts';
import { render } from '../testing/render.ts';
import { Attachments } from './attachments.svelte.ts';
import { failureTitle } from './failure-title.ts';
import SendSheet from './SendSheet.svelte';

test('a file that is too large is told how large it may be, in both languages', () => {
  i18n.language = 'en';
  expect(failureTitle('file-too-large', 5_000_000)).toBe('This file is too large. It may have up to 5 MB.');
  i18n.language = 'vi';
  expect(failureTitle('file-too-large', 5_000_000)).toBe('Tệp này lớn quá. Mỗi tệp tối đa 5 MB.');
  expect(failureTitle('files-full', 5_000_000)).toBe(i18n.t.errors['files-full'].title);
});

test('the sheet says so before anything is sent', async () => {
  i18n.language = 'en';
  const attachments = new Attachments({
    port: { sendFile: async () => ({ ok: false, code: 'not-joined' }) },
    maxFileBytes: () => 3,
    previews: { keep: () => undefined, of: () => null },
    prepare: async (file) => ({
      file: { name: file.name, type: '', body: file },
      isPicture: false,
      untouched: false,
    }),
    toUrl: () => '',
    dropUrl: () => undefined,
  });
  await attachments.add([new File(['1234'], 'big.bin')]);
  const sheet = render(SendSheet, { attachments });
  flushSync();
  expect(sheet.textContent).toContain('This file is too large. It may have up to 3 B.');
});
