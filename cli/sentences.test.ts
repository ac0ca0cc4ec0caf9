import { expect, test } from 'vitest';
import { hostCodes } from '../protocol/error-codes.ts';
import { noticeSentence, startFailureSentence } from './sentences.ts';

test.each(hostCodes)('%s has a sentence of its own with a next step', (code) => {
  const sentence = startFailureSentence({ code });
  expect(sentence).toMatch(/^[A-Z].+\. .+\.$/);
  expect(hostCodes.filter((other) => startFailureSentence({ code: other }) === sentence)).toEqual([code]);
});

test('a taken port is named and the free one offered', () => {
  expect(startFailureSentence({ code: 'port-taken', port: 8765, freePort: 8766 })).toBe(
    'Port 8765 is in use by another program. Try npm run host -- --port 8766.',
  );
});

test('a folder in use is named', () => {
  expect(startFailureSentence({ code: 'folder-locked', folder: '/srv/chat' })).toContain(
    'The folder /srv/chat is in use',
  );
});

test('a notice names the file that was kept', () => {
  expect(noticeSentence({ code: 'history-repaired', file: '/srv/data.json.damaged', lines: 2 })).toBe(
    'The history was damaged and has been repaired; 2 lines could not be read. The file as it was is kept as /srv/data.json.damaged.',
  );
  expect(noticeSentence({ code: 'storage-recovered' })).toBe('Messages are being stored again.');
});
