// Histories that move in and out: what came along from another system, with everything that can be said of it at once, and
// what an export has written where.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addRows, plainHash, schema, type Rows } from '../old-database.ts';
import { drawing } from '../pictures.ts';
import type { Stage, StagedApp } from './stage.ts';
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

/** The settings of the app after a whole chat with rooms was taken in. */
async function moveIn(stage: Stage): Promise<StagedApp> {
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
  return app;
}

export const movingViews: readonly View[] = [
  {
    name: 'settings-moved-in',
    open: async (stage) => (await moveIn(stage)).window,
  },
  {
    name: 'settings-exported',
    async open(stage) {
      const { words } = stage;
      const app = await moveIn(stage);
      const { window } = app;
      await app.answerFileDialogs(join(app.chatFolder, '../lop-9a.json'));
      await window.getByRole('button', { name: words.settings.exportHistory }).click();
      await window.getByText(words.settings.exported).waitFor();
      return window;
    },
  },
];
