// Moving out: the history as a data.json that every older system reads, and as a page for people that needs no
// internet. Both are streamed line by line, so a long history costs no memory.
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ExportCode, Failure } from '../../protocol/error-codes.ts';
import { replaceFile } from '../../storage/atomic-replace.ts';
import { openLineFile } from '../../storage/line-file.ts';
import { closingBytes, openingBytes } from '../../storage/line-index.ts';
import { dataFileName, openFolder } from '../data-folder.ts';
import { parseRecord } from './record.ts';

export interface ExportedFiles {
  readonly json: string;
  readonly html: string;
}

export interface ExportSource {
  readonly chatName: string;
  /** All lines joined by `,\n`, in pieces that may end anywhere. Asked for once for each file. */
  readonly lines: () => AsyncIterable<Buffer>;
}

/** Where an export to `path` goes: its ending is replaced by `.json` and `.html`. */
export function exportedFiles(path: string): ExportedFiles {
  const ending = extname(path);
  const base = ['.json', '.html', '.htm'].includes(ending.toLowerCase())
    ? path.slice(0, -ending.length)
    : path;
  return { json: `${base}.json`, html: `${base}.html` };
}

/**
 * Whether an export to `path` would be written over the history of `dataDir` itself. Judged by what the system knows
 * of the files: links and letter case make other names of one file.
 */
export async function isOverHistory(dataDir: string, path: string): Promise<boolean> {
  try {
    const target = await stat(exportedFiles(path).json, { bigint: true });
    const history = await stat(join(dataDir, dataFileName), { bigint: true });
    return target.ino === history.ino && target.dev === history.dev;
  } catch {
    // What is not there yet is no name of anything.
    return false;
  }
}

/**
 * Writes both files, each in one step. The caller has asked `isOverHistory`.
 * @throws the system's error; files that were there are then as they were
 */
export async function exportHistory({ chatName, lines }: ExportSource, path: string): Promise<ExportedFiles> {
  const files = exportedFiles(path);
  await replaceFile(files.json, jsonFile(lines()));
  await replaceFile(files.html, htmlFile(chatName, lines()));
  return files;
}

/**
 * The same for a folder in which no host is running.
 * @throws the system's error where the history cannot be read or the files not be written
 */
export async function exportFolder(
  dataDir: string,
  chatName: string,
  path: string,
): Promise<{ readonly ok: true; readonly files: ExportedFiles } | Failure<ExportCode>> {
  const lock = await openFolder(dataDir);
  if (!lock.ok) return lock;
  const ignore = (): void => undefined;
  try {
    const file = await openLineFile<never>(join(dataDir, dataFileName), {
      onWritten: ignore,
      onSynced: ignore,
      onFailed: ignore,
    });
    try {
      // Only now: opening may have made the file.
      if (await isOverHistory(dataDir, path)) return { ok: false, code: 'export-over-history' };
      const lines = (): AsyncIterable<Buffer> => file.chunks(0, file.length);
      return { ok: true, files: await exportHistory({ chatName, lines }, path) };
    } finally {
      await file.close();
    }
  } finally {
    lock.release();
  }
}

async function* jsonFile(lines: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield openingBytes;
  let first = true;
  for await (const chunk of lines) {
    if (first) yield Buffer.from('\n');
    first = false;
    yield chunk;
  }
  yield closingBytes;
}

async function* htmlFile(chatName: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(pageHead(chatName));
  let seq = 0;
  let day = '';
  for await (const line of linesOf(chunks)) {
    seq += 1;
    const { name, content: text, at, file } = parseRecord(line, seq);
    const content = file === undefined ? text : [text, `[${file.name}]`].filter(Boolean).join('\n');
    const [date, time] = dayAndTime(at);
    if (date !== day) yield Buffer.from(`<h2>${escapeHtml(date)}</h2>\n`);
    day = date;
    yield Buffer.from(
      `<p><b>${escapeHtml(name)}</b> <time>${escapeHtml(time)}</time><br>${escapeHtml(content)}</p>\n`,
    );
  }
  yield Buffer.from('</main></body></html>\n');
}

/** Puts the lines together again. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(',\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function dayAndTime(at: number): [day: string, time: string] {
  if (at === 0) return ['', ''];
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return [
    `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`,
    `${two(date.getHours())}:${two(date.getMinutes())}`,
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Nothing is fetched and nothing runs: the policy says so to whoever opens the page later. */
function pageHead(chatName: string): string {
  const title = escapeHtml(chatName);
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 "Segoe UI", system-ui, sans-serif; }
main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
p { white-space: pre-wrap; margin: 0 0 0.75rem; }
h2 { font-size: 0.875rem; font-weight: 600; margin: 2rem 0 1rem; opacity: 0.75; }
time { font-size: 0.8125rem; opacity: 0.75; }
</style></head><body><main><h1>${title}</h1>
`;
}
