// Replays the recordings of the HTTP interface of the oldest server against a real host that has it switched on.
import { checks, ruledStepsOf, stages } from './classic-v1-http-rulings.ts';
import { replayHttp } from './http-replay.ts';
import { testHost } from './scenario-tests.ts';
import { readTranscript } from './transcript.ts';

const transcript = readTranscript('classic-v1-http.json');
const steps = ruledStepsOf(transcript.scenarios);

testHost(transcript, { steps, checks, stages }, { legacyHttp: true }, replayHttp);
