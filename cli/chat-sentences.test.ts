import { expect, test } from 'vitest';
import { failureSentence, limitationSentence, lossSentence } from './chat-sentences.ts';
import { limitations } from '../client/wire-limits.ts';
import { connectionCodes, errorCodes, refusalCodes } from '../protocol/error-codes.ts';

test('Whatever can go wrong in a chat has sentences of its own.', () => {
  const codes = [...refusalCodes, ...connectionCodes];
  expect(new Set(codes.map(failureSentence)).size).toBe(codes.length);
  for (const code of errorCodes) expect(failureSentence(code)).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
});

test('A lost connection is told without a next step, since the program takes it.', () => {
  for (const code of connectionCodes) {
    expect(lossSentence(code)).toMatch(/^[A-Z][^.]*\.$/);
    expect(failureSentence(code)).toContain(lossSentence(code));
  }
});

test('Each thing that an older server cannot do is told.', () => {
  for (const limitation of limitations) expect(limitationSentence(limitation)).toMatch(/^[A-Z].*\.$/);
});
