// What a terminal shows of a chat, as lines of text: each update adds the lines that follow from it. Keeps no more than
// it needs to say nothing twice; knows no stream.
import type { ChatUpdate, Connection, OutboxMessage } from '../client/chat-port.ts';
import type { ChatState } from '../client/chat-state.ts';
import type { PresenceNotice } from '../client/people-state.ts';
import { limitationsOf } from '../client/wire-limits.ts';
import type { Message } from '../protocol/events.ts';
import { filePath, type FileInfo } from '../protocol/files.ts';
import { failureSentence, limitationSentence, lossSentence } from './chat-sentences.ts';
import type { Painter } from './painter.ts';
import { safeLine, safeText } from './terminal-text.ts';

export interface TranscriptLine {
  /** Painted, and safe for a terminal. May have line breaks. */
  readonly text: string;
  /** Blanks before each row but the first. */
  readonly indent: number;
  /** Not part of the chat: about the connection or what could not be sent. */
  readonly trouble: boolean;
}

export interface TranscriptOptions {
  readonly painter: Painter;
  /** Whether there are commands to hint at. */
  readonly commands: boolean;
}

export interface Transcript {
  /** Tells of one update, given the states around it as one conversation sees them. Updates are to be told in their order. */
  follow(before: ChatState, after: ChatState, update: ChatUpdate): TranscriptLine[];
  /** Tells what was said where one goes now. */
  read(messages: readonly Message[]): TranscriptLine[];
}

/** `12:00 ` */
const timeColumns = 6;
const maxExcerptLength = 40;

export function createTranscript({ painter, commands }: TranscriptOptions): Transcript {
  let lastDay = '';
  let everJoined = false;
  let filesAt: string | null = null;

  function plain(text: string): TranscriptLine {
    return { text: painter.dim(text), indent: 0, trouble: false };
  }

  function trouble(text: string): TranscriptLine {
    return { text: painter.trouble(text), indent: 0, trouble: true };
  }

  /** Something that happened at a time (epoch milliseconds, 0 where an older server did not say), below its day. */
  function timed(at: number, text: string): TranscriptLine[] {
    const date = new Date(at);
    const day = at === 0 ? lastDay : dayText(date);
    const line = { text: `${painter.dim(timeText(at))} ${text}`, indent: timeColumns, trouble: false };
    if (day === lastDay) return [line];
    lastDay = day;
    return [plain(`--- ${day} ---`), line];
  }

  function message({ name, content, at, file }: Message): TranscriptLine[] {
    const shown = painter.name(name, `${safeLine(name)}:`);
    const said = file === undefined ? [safeText(content)] : [safeText(content), fileText(file)];
    return timed(at, [shown, ...said.filter((part) => part !== '')].join(' '));
  }

  /** The link has a line of its own, where a terminal finds it whole. */
  function fileText(file: FileInfo): string {
    const name = painter.dim(`[${safeLine(file.name)}]`);
    return filesAt === null ? name : `${name}\n${safeLine(`${filesAt}${filePath(file)}`)}`;
  }

  function notice({ kind, person, oldName, at }: PresenceNotice, isYou: boolean): TranscriptLine[] {
    const name = safeLine(person.name);
    if (kind !== 'renamed') return timed(at, painter.dim(`${name} ${kind}`));
    const who = isYou ? 'You are' : `${safeLine(oldName ?? '')} is`;
    return timed(at, painter.dim(`${who} now ${name}`));
  }

  function notSent({ content, failure }: OutboxMessage): TranscriptLine[] {
    if (failure === null) return [];
    return [trouble(`Not sent: "${excerpt(content)}". ${failureSentence(failure)}`)];
  }

  function welcome(state: ChatState): TranscriptLine[] {
    const { chat, people, you, wire, connection } = state;
    const address = 'address' in connection ? connection.address : '';
    const chatName = safeLine(chat?.name ?? '') || address;
    const count = people.length === 1 ? 'nobody else is' : `${people.length} people are`;
    const hint = commands ? ' /help lists the commands.' : '';
    const limits = limitationsOf(wire);
    return [
      plain(`You are in ${chatName} as ${safeLine(you?.name ?? '')}; ${count} here.${hint}`),
      ...(limits.length === 0 ? [] : [plain('This is an older server:')]),
      ...limits.map((limit) => plain(`- ${limitationSentence(limit)}`)),
    ];
  }

  /** The newest page comes again where a server cannot go on from what is held: only what is new in it is told. */
  function rejoined(before: ChatState, after: ChatState): TranscriptLine[] {
    const held = new Set(before.messages.map(sameness));
    const fresh = after.messages.filter((message) => !held.has(sameness(message)));
    const gap = held.size > 0 && fresh.length > 0 && fresh.length === after.messages.length;
    const lines = fresh.flatMap(message);
    return gap ? [plain('(Some messages from before these may be missing here.)'), ...lines] : lines;
  }

  function connectionChanged(before: Connection, after: Connection): TranscriptLine[] {
    switch (after.name) {
      case 'reconnecting':
        if (before.name === 'reconnecting') return [];
        return [trouble(`${lossSentence(after.code)} Trying again by itself...`)];
      case 'refused':
        return [
          trouble(failureSentence(after.code) + (everJoined && commands ? refusedHint(after.code) : '')),
        ];
      case 'replaced':
        return [trouble(`This seat was taken over elsewhere.${commands ? ' /join takes it back.' : ''}`)];
      case 'idle':
      case 'connecting':
      case 'joined':
      case 'closed':
        return [];
    }
  }

  function follow(before: ChatState, after: ChatState, update: ChatUpdate): TranscriptLine[] {
    const lines: TranscriptLine[] = [];
    filesAt = after.filesAt;
    if (update.type === 'event' && update.event.type === 'joined') {
      lines.push(...rejoined(before, after));
      lines.push(...(everJoined ? [plain('Connected again.')] : welcome(after)));
      everJoined = true;
      return lines;
    }
    if (update.type === 'connection-changed') return connectionChanged(before.connection, after.connection);
    lines.push(...newMessages(before, after).flatMap(message));
    const newest = after.notices.at(-1);
    if (newest !== undefined && newest.key !== before.notices.at(-1)?.key) {
      lines.push(...notice(newest, newest.person.id === after.you?.id));
    }
    if (after.outbox !== before.outbox) {
      const failed = after.outbox.filter(({ failure }) => failure !== null);
      lines.push(...failed.filter((item) => !wasFailed(before.outbox, item.id)).flatMap(notSent));
    }
    return lines;
  }

  return { follow, read: (messages) => messages.flatMap(message) };
}

function newMessages(before: ChatState, after: ChatState): readonly Message[] {
  if (after.messages === before.messages) return [];
  const lastSeq = before.messages.at(-1)?.seq ?? 0;
  return after.messages.slice(after.messages.findLastIndex(({ seq }) => seq <= lastSeq) + 1);
}

function wasFailed(outbox: readonly OutboxMessage[], id: string): boolean {
  return outbox.some((item) => item.id === id && item.failure !== null);
}

/** Ids do not outlive a connection to an older server. */
function sameness({ name, content, at }: Message): string {
  return JSON.stringify([name, content, at]);
}

function refusedHint(code: string): string {
  return code === 'nickname-taken' ? ' /name NEW joins under another one.' : ' /join tries again.';
}

function excerpt(content: string): string {
  const line = safeLine(content);
  return line.length > maxExcerptLength ? `${line.slice(0, maxExcerptLength).toWellFormed()}...` : line;
}

function timeText(at: number): string {
  if (at === 0) return '--:--';
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

function dayText(date: Date): string {
  return dayFormat.format(date);
}
