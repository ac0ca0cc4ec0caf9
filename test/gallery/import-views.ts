// The view of what came along from another system: everything that can be said of it at once.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addRows, plainHash, schema, type Rows } from '../old-database.ts';
import { drawing } from '../pictures.ts';
import type { Stage } from './stage.ts';
import type { View } from './view.ts';

/** A class that has chatted for a morning, and the accounts of which some chat of theirs is full. */
function oldClass({ lesson }: Stage): Rows {
  const { teacher, pupil, classmates, said, longName } = lesson;
  const [partner = ''] = classmates;
  const minute = (index: number): string => `2026-09-01 07:${String(index).padStart(2, '0')}:00`;
  const password = plainHash('hoa sen');
  return {
    users: [
      ...[teacher, pupil, ...classmates].map((username) => ({ username, password, role: 'user' })),
      { username: 'admin', password, role: 'admin' },
      { username: partner.toUpperCase(), password, role: 'user' },
      { username: longName.repeat(4), password: '$2b$12$x', role: 'user' },
    ],
    messages: [
      ...said.map(({ name, content }, index) => {
        return { room: 'Chung', sender: name, message: content, created_at: minute(index) };
      }),
      {
        room: 'Game',
        sender: pupil,
        message: 'uploads/lop-9a.png',
        msg_type: 'image',
        created_at: minute(20),
      },
      {
        room: 'Game',
        sender: pupil,
        message: `data:image/png;base64,${drawing(320, 200).toString('base64')}`,
        msg_type: 'image',
        created_at: minute(20),
      },
    ],
    private_messages: [
      { sender: pupil, receiver: partner, message: 'ok', created_at: minute(21) },
      { sender: pupil, receiver: pupil, message: 'ok', created_at: minute(22) },
    ],
  };
}

export const importViews: readonly View[] = [
  {
    name: 'settings-moved-in',
    async open(stage) {
      const { lesson, words } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      const { window } = app;
      const folder = join(app.chatFolder, '../old');
      mkdirSync(folder);
      addRows(join(folder, 'chat.db'), oldClass(stage), schema);
      await app.answerFileDialogs(join(folder, 'chat.db'));
      await window.getByRole('button', { name: words.welcome.settings }).click();
      await window.getByRole('button', { name: words.settings.importHistory }).click();
      await window.getByText(words.settings.moved.leftOutAccounts).waitFor();
      return window;
    },
  },
];
