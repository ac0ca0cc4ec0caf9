// Opens a history once, in a process that has done nothing else, and says what it took. Arguments: `host`, `parse`, or
// `stringify` for parsing it and making one text of it again, as servers do that answer with everything; and the file.
import { readFileSync } from 'node:fs';
import { openHistory } from '../../host/history/history.ts';

const [how, path = ''] = process.argv.slice(2);

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

const nobody = { written() {}, synced() {}, failed() {}, stateChanged() {} };
const before = peakBytes();
const startedAt = performance.now();
let messages: number;
let close = (): Promise<void> => Promise.resolve();
if (how === 'host') {
  const history = await openHistory(path, {}, nobody);
  await history.prepare();
  messages = history.lastSeq;
  close = () => history.close();
} else {
  const lines: unknown = JSON.parse(readFileSync(path, 'utf8'));
  messages = Array.isArray(lines) ? lines.length : 0;
  if (how === 'stringify' && JSON.stringify({ type: 'get', data: lines }) === '') messages = 0;
}
const milliseconds = performance.now() - startedAt;
process.send?.({ type: 'opened', messages, milliseconds, peakBytes: peakBytes() - before });
await close();
process.disconnect();
