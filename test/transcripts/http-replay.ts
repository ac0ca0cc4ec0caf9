// Plays the steps of an HTTP recording against a real host, one request after another, with the target as it stands in
// the recording.
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from 'vitest';
import { classicMasks, expectRecorded, expectRecordedHistory, type Step } from './transcript.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** One request; `line` is its method and target. */
export function ask(port: number, line: string, { headers, body }: Step = {}): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Plays the steps in order; fails at the first that goes otherwise. */
export async function replayHttp(
  steps: readonly Step[],
  { port, dataDir }: { readonly port: number; readonly dataDir: string },
): Promise<void> {
  let answer: Answer | null = null;
  for (const [index, step] of steps.entries()) {
    try {
      if (step.send !== undefined) answer = await ask(port, step.send, step);
      else if (step.file !== undefined) {
        const text = await readFile(join(dataDir, step.file), 'utf8');
        expectRecordedHistory(JSON.parse(text), JSON.parse(step.content ?? ''));
      } else {
        if (answer === null) throw new Error('nothing was asked');
        expectAnswer(answer, step, `127.0.0.1:${port}`);
      }
    } catch (error) {
      throw new Error(`step ${index}: ${JSON.stringify(step).slice(0, 300)}`, { cause: error });
    }
  }
}

/** What is no JSON is a page for people, and free, as are the headers around it. */
function expectAnswer(answer: Answer, { status, headers = {}, receive }: Step, host: string): void {
  expect(answer.status).toBe(status);
  if (headers.location !== undefined) {
    expect(answer.headers.location).toBe(headers.location.replace('<host>', host));
  }
  if (typeof receive === 'string') return;
  for (const name of ['content-type', 'access-control-allow-origin']) {
    expect(answer.headers[name], name).toBe(headers[name]);
  }
  expectRecorded(JSON.parse(answer.body), receive, classicMasks);
}
