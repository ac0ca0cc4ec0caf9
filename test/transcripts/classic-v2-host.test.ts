// Replays the recordings of classic-chatbox-server v2 against a real host.
import { test } from 'vitest';
import { checks, stages } from './classic-v2-checks.ts';
import { ruledSteps } from './classic-v2-steps.ts';
import { damagedHistory, keepsGoodLines } from './host-checks.ts';
import { replay } from './replay.ts';
import { testHost } from './scenario-tests.ts';
import { onStage } from './stage.ts';
import { classicMasks, readTranscript } from './transcript.ts';

const transcript = readTranscript('classic-v2.json');
const { path } = transcript;

testHost(transcript, { steps: ruledSteps, checks, stages }, { path }, (steps, stage) =>
  replay(steps, stage, classicMasks),
);

test('data-json-corrupt: the host keeps every line that parses', async () => {
  await onStage({ history: damagedHistory }, keepsGoodLines);
});
