// The history as a page for people that needs no internet: every room one below the other, as the messages are now.
import type { Message } from '../../protocol/events.ts';
import type { ExportWords } from './export-words.ts';

/** A room as the page shows it. */
interface PageRoom {
  readonly title: string;
  readonly messages: AsyncIterable<Message>;
}

/** The page, piece by piece. */
export async function* exportPage(
  chatName: string,
  rooms: readonly PageRoom[],
  words: ExportWords,
): AsyncGenerator<string> {
  yield pageHead(chatName, words);
  const alone = rooms.length === 1;
  if (!alone) yield `<nav><ul>\n${rooms.map(linkTo).join('')}</ul></nav>\n`;
  const day = alone ? 'h2' : 'h3';
  for (const [index, { title, messages }] of rooms.entries()) {
    yield '<section>\n';
    if (!alone) yield `<h2 id="room-${index + 1}">${escapeHtml(title)}</h2>\n`;
    let lastDate = '';
    for await (const message of messages) {
      const [date, time] = dayAndTime(message.at);
      if (date !== lastDate) yield `<${day} class="day">${escapeHtml(date)}</${day}>\n`;
      lastDate = date;
      yield paragraph(message, time, words);
    }
    yield '</section>\n';
  }
  yield '</main></body></html>\n';
}

function linkTo({ title }: PageRoom, index: number): string {
  return `<li><a href="#room-${index + 1}">${escapeHtml(title)}</a></li>\n`;
}

function paragraph(
  { name, content, file, edited, deleted }: Message,
  time: string,
  words: ExportWords,
): string {
  const said = file === undefined ? content : [content, `[${file.name}]`].filter(Boolean).join('\n');
  const text = deleted ? `<i>${escapeHtml(words.deleted)}</i>` : escapeHtml(said);
  const mark = edited === undefined ? '' : ` <small>${escapeHtml(words.edited)}</small>`;
  return `<p><b>${escapeHtml(name)}</b> <time>${time}</time>${mark}<br>${text}</p>\n`;
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
function pageHead(chatName: string, { language, leftOut }: ExportWords): string {
  const title = escapeHtml(chatName);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 "Segoe UI", system-ui, sans-serif; }
main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
section p { white-space: pre-wrap; margin: 0 0 0.75rem; }
section { margin-top: 2.5rem; }
.day { font-size: 0.875rem; font-weight: 600; margin: 2rem 0 1rem; opacity: 0.75; }
time, small, i, .about { font-size: 0.8125rem; opacity: 0.75; }
</style></head><body><main><h1>${title}</h1>
<p class="about">${escapeHtml(leftOut)}</p>
`;
}
