// Replays the recordings of the Python workshop chat against a real host.
import { checks, stages } from './fu-chat-checks.ts';
import { ruledSteps } from './fu-chat-steps.ts';
import { replay } from './replay.ts';
import { testHost } from './scenario-tests.ts';
import { readTranscript, workshopMasks } from './transcript.ts';

const transcript = readTranscript('fu-chat.json');
const { path } = transcript;

testHost(transcript, { steps: ruledSteps, checks, stages }, { path }, (steps, stage) =>
  replay(steps, stage, workshopMasks),
);
