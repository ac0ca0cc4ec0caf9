import { expect, test } from 'vitest';
import type { HostInfo } from '../../protocol/host-info.ts';
import { Admission } from './admission.svelte.ts';

const info: HostInfo = {
  name: 'Lớp 9A',
  hostName: 'cô Hạnh',
  people: 3,
  accountMode: 'open',
  asksPassword: false,
};
const nothing = { password: false, session: false };

test('in an open chat nothing is asked for and nothing is said', () => {
  const admission = new Admission();
  admission.expect(info, nothing);
  expect([admission.asksPassword, admission.asksAccount]).toEqual([false, 'no']);
  expect(admission.request()).toEqual({});
});

test('what the host is known to ask for is asked at once, unless this device has it', () => {
  const closed: HostInfo = { ...info, accountMode: 'accounts-only', asksPassword: true };
  const stranger = new Admission();
  stranger.expect(closed, nothing);
  expect([stranger.asksPassword, stranger.asksAccount]).toEqual([true, 'either']);
  const known = new Admission();
  known.expect(closed, { password: true, session: true });
  expect([known.asksPassword, known.asksAccount]).toEqual([false, 'no']);
});

test('a kept name asks for its password, and another name for nothing again', () => {
  const admission = new Admission();
  admission.hear('name-protected');
  expect(admission.asksAccount).toBe('log-in');
  admission.password = 'hoa sen';
  expect(admission.request()).toEqual({ account: { kind: 'log-in', password: 'hoa sen' } });
  admission.renamed();
  expect([admission.asksAccount, admission.password]).toEqual(['no', '']);
});

test('an answer about a password stands at its field, and nowhere else', () => {
  const admission = new Admission();
  admission.hear('wrong-password');
  expect(admission.chatPasswordError).toBe('wrong-password');
  expect([admission.says('wrong-password'), admission.says('no-answer')]).toEqual([true, false]);
  admission.hear('account-required');
  admission.kind = 'register';
  admission.hear('account-exists');
  expect([admission.passwordError, admission.kind]).toEqual(['account-exists', 'log-in']);
});

test('whoever is in leaves no password behind', () => {
  const admission = new Admission();
  admission.hear('account-required');
  admission.password = 'hoa sen';
  admission.chatPassword = 'hoa';
  admission.hear(null);
  expect([admission.password, admission.chatPassword, admission.asksAccount]).toEqual(['', '', 'no']);
});
