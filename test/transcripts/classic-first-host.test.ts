// Replays the recordings of the first WebSocket version of classic-chatbox-server against a real host.
import { checks, stages } from './classic-first-checks.ts';
import { ruledStepsOf } from './classic-first-steps.ts';
import { replay } from './replay.ts';
import { testHost } from './scenario-tests.ts';
import { classicMasks, readTranscript } from './transcript.ts';

const transcript = readTranscript('classic-first.json');
const { path, scenarios } = transcript;

testHost(transcript, { steps: ruledStepsOf(scenarios), checks, stages }, { path }, (steps, stage) =>
  replay(steps, stage, classicMasks),
);
