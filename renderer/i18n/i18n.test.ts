import { readdirSync } from 'node:fs';
import { expect, test, vi as vitest } from 'vitest';
import { errorCodes } from '../../protocol/error-codes.ts';
import { logLegend } from '../../protocol/host-status.ts';
import type { HostNotice } from '../../protocol/host-status.ts';
import { en } from './en.ts';
import { languageFor, languages as spoken, messagesIn } from './languages.ts';
import type { Messages } from './messages.ts';
import type * as Plural from './plural.ts';
import type { PluralForms } from './plural.ts';
import { createTimes } from './times.ts';
import { vi } from './vi.ts';

/** What each language says for a count, noted while it is said. */
const { said } = vitest.hoisted(() => ({ said: [] as { locale: string; forms: PluralForms }[] }));
vitest.mock('./plural.ts', async (original) => {
  const { createPlural } = await original<typeof Plural>();
  return {
    createPlural: (locale: string): ReturnType<typeof createPlural> => {
      const say = createPlural(locale);
      return (count, forms) => {
        said.push({ locale, forms });
        return say(count, forms);
      };
    },
  };
});

const languages = Object.fromEntries(spoken);
const noticeCodes: readonly HostNotice['code'][] = [
  'history-repaired',
  'history-set-aside',
  'history-taken-over',
  'storage-failing',
  'storage-recovered',
];

/** Everything with a gap to fill, as a person could meet it: no names, one, many; nothing, one, thousands. */
function filled(messages: Messages): string[] {
  const { common, welcome, host, join, panel, access, accounts, notices } = messages;
  const { settings, updates, alerts, files, chat, people, rooms, search, write } = messages;
  const counts = [0, 1, 2, 21, 1234];
  const crowds = [['An'], ['An', 'Bình'], ['An', 'Bình', 'Chi']];
  return [
    welcome.hello('Bình'),
    host.defaultChatName('Bình'),
    host.portTaken(8765),
    host.usePort(8766),
    host.folder('/home/binh/chat'),
    join.forget('Lớp 8B'),
    join.useName('An 2'),
    join.linkLeaves('Lớp 9A'),
    join.kept('cô Hạnh'),
    panel.qr('http://192.168.1.5:8765/'),
    panel.showCode('192.168.1.5'),
    panel.copyAddress('192.168.1.5'),
    settings.useName('An 2'),
    access.newPassword('An'),
    access.removeAsk('An'),
    accounts.keepWhat('An'),
    accounts.loggedInAs('An'),
    panel.refused('http://chat.example'),
    settings.importedAside('data.json.before-import'),
    settings.importBrokenLine(7),
    settings.importBrokenRow('messages', 7),
    settings.moved.administrators(['An', 'Bình']),
    settings.exportedJson('Lớp 9A.json'),
    settings.exportedHtml('Lớp 9A.html'),
    ...counts.map((rooms) => settings.exportedWhat(rooms)),
    chat.renamed('An', 'Anh'),
    updates.version('3.1.0'),
    updates.available('3.1.0'),
    updates.downloading('3.1.0'),
    updates.percent(40),
    updates.downloadFailed('3.1.0'),
    updates.ready('3.1.0'),
    updates.installFailed('3.1.0'),
    files.remove('ảnh.png'),
    files.view('ảnh.png'),
    files.save('ảnh.png'),
    files.sent(40),
    files.size(26_214_400),
    files.tooLarge(26_214_400),
    ...noticeCodes.flatMap((code) => [
      notices[code]({ code }),
      notices[code]({ code, file: 'data.json.bak', lines: 3 }),
    ]),
    people.remove('An'),
    people.removeTitle('An'),
    people.removeWhat('An'),
    rooms.rename('Game'),
    rooms.newNameOf('Game'),
    rooms.moveUp('Game'),
    rooms.moveDown('Game'),
    rooms.archive('Game'),
    rooms.reopen('Game'),
    rooms.writeIn('Game'),
    rooms.writeTo('An'),
    rooms.talkTo('An'),
    rooms.talkNote('An', 'Bình'),
    ...counts.flatMap((count) => [
      rooms.unread(count),
      rooms.unreadElsewhere(count),
      common.peopleHere(count),
      join.inside(count),
      panel.stopAsk(count),
      settings.imported(count, 0),
      settings.moved.rooms(count),
      settings.moved.talks(count),
      settings.moved.accounts(count),
      settings.moved.pictures(count),
      settings.moved.picturesLeft(count),
      settings.moved.leftOutMessages(count),
      settings.moved.moreLeftOut(count),
      settings.imported(0, count),
      settings.imported(412, count),
      access.accounts(count),
      alerts.mentions(count),
      chat.here(count),
      chat.leaveAsk(count),
      chat.typingMany(count),
      chat.newMessages(count),
      chat.renamedMany(count),
      chat.charactersLeft(count),
      chat.tooLong(count),
      chat.nextTry(count),
      search.searching(count),
      search.found(count, false),
      search.found(count, true),
      files.title(count),
    ]),
    write.reactWith('👍'),
    write.message('An', '08:05', 'chào'),
    write.replyingTo('An'),
    write.editedAt('08:05'),
    write.quote('An', 'chào'),
    write.removeOther('An'),
    write.reaction('👍', 2, 'An'),
    ...counts.flatMap((count) => [write.someone(count), write.seenBy(count)]),
    ...crowds.flatMap((names) => [
      write.who(names, 0),
      write.who(names, 9),
      chat.joined(names),
      chat.left(names),
      chat.typing(names, 0),
      chat.typing(names, 9),
    ]),
  ];
}

/** Every text that stands without a gap. */
function plain(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(plain) : [];
}

/** The same messages, noting the path of each function that is called. */
function watched<Value>(value: Value, called: Set<string>, path = ''): Value {
  if (typeof value !== 'object' && typeof value !== 'function') return value;
  if (value === null) return value;
  return new Proxy(value, {
    get: (target, key) =>
      watched<unknown>(Reflect.get(target, key), called, `${path}.${String(key)}`) as never,
    apply(target, self, words) {
      called.add(path);
      return Reflect.apply(target as (...words: unknown[]) => unknown, self, words);
    },
  });
}

function keys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`));
}

test('every file named by two letters is a language, and nothing else has to name it', () => {
  const files = readdirSync(import.meta.dirname).flatMap((file) => /^([a-z]{2})\.ts$/.exec(file)?.[1] ?? []);
  expect(files).toEqual(expect.arrayContaining(['en', 'vi']));
  expect([...spoken.keys()]).toEqual(files.sort());
  for (const [tag, { about }] of spoken) expect(new Intl.Locale(about.locale).language).toBe(tag);
});

test('a system in a language that nobody speaks here gets English', () => {
  expect(languageFor('vi-VN')).toBe('vi');
  expect(languageFor('EN_us')).toBe('en');
  expect(languageFor('xx')).toBe('en');
  expect(languageFor('')).toBe('en');
  expect(messagesIn('xx')).toBe(en);
});

test('all languages say the same things', () => {
  for (const language of spoken.values()) expect(keys(language).sort()).toEqual(keys(en).sort());
});

for (const [name, language] of Object.entries(languages)) {
  test(`every code has a title and a next step in ${name}`, () => {
    for (const code of errorCodes) {
      const words = language.errors[code];
      expect(words, code).toBeDefined();
      expect(words.title.trim(), code).not.toBe('');
      expect(words.next.trim(), code).not.toBe('');
    }
    expect(Object.keys(language.errors)).toHaveLength(errorCodes.length);
  });

  test(`every notice of the host has a sentence in ${name}`, () => {
    for (const code of noticeCodes) {
      expect(language.notices[code]({ code, file: 'data.json.bak', lines: 2 }).trim(), code).not.toBe('');
    }
    expect(Object.keys(language.notices).sort()).toEqual([...noticeCodes].sort());
  });

  test(`every sign of the log is explained in ${name}`, () => {
    expect(Object.keys(language.legend).sort()).toEqual(Object.keys(logLegend).sort());
  });

  test(`nothing is empty, shouted, undone or left unfilled in ${name}`, () => {
    for (const text of [...plain(language), ...filled(language)]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toContain('!');
      expect(text).not.toMatch(/undefined|NaN|\[object|#/);
      expect(text).toBe(text.normalize('NFC'));
    }
  });
}

test('every text with a gap was looked at above', () => {
  const called = new Set<string>();
  filled(watched(en, called));
  const functions = keys(en).filter((key) => key.endsWith(': function'));
  expect([...called].map((path) => `${path}: function`).sort()).toEqual(functions.sort());
});

test('a notice names the file that was kept', () => {
  for (const { notices } of Object.values(languages)) {
    for (const code of ['history-repaired', 'history-set-aside', 'history-taken-over'] as const) {
      expect(notices[code]({ code, file: 'data.json.bak', lines: 1 })).toContain('data.json.bak');
    }
  }
});

test('every count has a form for each plural of its language, and none that the language does not have', () => {
  said.length = 0;
  for (const language of spoken.values()) filled(language);
  expect(new Set(said.map(({ locale }) => locale)).size).toBe(spoken.size);
  for (const { locale, forms } of said) {
    const rules = new Intl.PluralRules(locale);
    const met = new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)));
    expect(Object.keys(forms).sort(), `${locale}: ${forms.other}`).toEqual([...met].sort());
  }
});

test('counts follow the rules of the language', () => {
  expect(en.common.peopleHere(0)).toBe('Nobody here yet');
  expect(en.common.peopleHere(1)).toBe('1 person here');
  expect(en.common.peopleHere(28)).toBe('28 people here');
  expect(vi.common.peopleHere(1)).toBe('1 người đang ở đây');
  expect(vi.common.peopleHere(1234)).toBe('1.234 người đang ở đây');
});

test('an import says how much was new and how much was not', () => {
  expect(en.settings.imported(412, 3)).toBe('412 messages added, 3 were here already.');
  expect(en.settings.imported(1, 0)).toBe('1 message added.');
  expect(en.settings.imported(0, 1)).toBe('Its 1 message was here already.');
  expect(vi.settings.imported(412, 3)).toBe('Đã thêm 412 tin, 3 tin đã có sẵn.');
  for (const { settings } of Object.values(languages)) expect(settings.imported(0, 0)).not.toMatch(/\d/);
});

test('when a message was edited is said with one word for "at"', () => {
  const edited = vi.write.editedAt(createTimes('vi-VN').full(Date.UTC(2026, 0, 2, 3, 4, 5)));
  expect(edited).toMatch(/^Sửa .*2026/);
  expect(edited).not.toMatch(/lúc.*lúc/);
});

test('the question before the end says how many people it concerns', () => {
  expect(en.panel.stopAsk(0)).not.toMatch(/\d/);
  expect(en.panel.stopAsk(1)).toContain('1 person is');
  expect(vi.panel.stopAsk(6)).toContain('6 người');
  expect(en.chat.leaveAsk(0)).not.toMatch(/\d/);
  expect(en.chat.leaveAsk(2)).toContain('2 unsent messages');
  expect(vi.chat.leaveAsk(2)).toContain('2 tin');
});
