// The servers beside this file say what the original ones were recorded saying, as far as our client or the people whom
// it meets there can tell.
import { onTestFinished, test } from 'vitest';
import { replay } from '../transcripts/replay.ts';
import { classicMasks, readTranscript, workshopMasks, type Step } from '../transcripts/transcript.ts';
import { startClassicServer } from './classic.ts';
import type { OldServer } from './sockets.ts';
import { startWorkshopServer } from './workshop.ts';

const classicScenarios = [
  'register-broadcast-who-receives',
  'register-duplicate',
  'register-empty',
  'register-100-emoji',
  'register-101-emoji',
  'change-name-ok',
  'change-name-duplicate',
  'change-name-bad',
  'change-to-own-current-name',
  'send-ok-broadcast',
  'send-empty',
  'send-4000',
  'send-4001',
  'send-before-register',
  'get-before-register',
  'get-after-register',
  'get-with-history',
  'get-history-unlimited',
  'missing-key-name',
  'missing-key-send-registered',
  'missing-key-send-unregistered',
  'not-json',
  'crash-array',
  'crash-missing-type',
  'crash-name-number',
  'unknown-type',
  'two-requests-one-tick',
];

const workshopScenarios = [
  'set-username-ok',
  'set-username-second-client',
  'unaccepted-gets-nothing',
  'set-username-taken',
  'set-username-taken-case',
  'set-username-empty',
  'set-username-wrong-types',
  'before-username-ignored',
  'before-username-invalid-json',
  'before-username-array',
  'chat-echo-and-broadcast',
  'chat-spoofed-fields',
  'chat-empty-missing-types',
  'ping-pong',
  'get-users',
  'after-username-invalid-json',
  'after-username-non-object',
  'after-username-unknown',
  'second-set-username',
  'user-leave-clean',
  'user-leave-abrupt',
  'leave-last',
  'history-order',
  'two-requests-one-tick',
  'chat-before-username-same-tick',
];

/** What was recorded on the wire; the original's files are its own business. */
function stepsOf(file: string, name: string): Step[] {
  const scenario = readTranscript(file).scenarios.find((other) => other.name === name);
  if (scenario === undefined) throw new Error(`${file} has no ${name}`);
  return scenario.steps.filter((step) => step.file === undefined);
}

function targetOf(server: OldServer) {
  onTestFinished(() => server.stop());
  return { port: server.port, path: '/', dataDir: '' };
}

test.each(classicScenarios)('The classic server here does what was recorded in %s.', async (name) => {
  const server = await startClassicServer({ tickMs: 600_000 });
  await replay(stepsOf('classic-v2.json', name), targetOf(server), classicMasks);
});

test.each(workshopScenarios)('The workshop server here does what was recorded in %s.', async (name) => {
  const server = await startWorkshopServer();
  await replay(stepsOf('fu-chat.json', name), targetOf(server), workshopMasks);
});
