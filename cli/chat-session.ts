// One visit to a chat from a terminal: asks, joins, sends what is typed, carries out commands, and leaves when nothing
// is left to do. Knows the chat through its port only, and the terminal through `Terminal`.
import type { ChatPort, JoinRequest, OutboxMessage } from '../client/chat-port.ts';
import { createChatState, reduceChat, type ChatState } from '../client/chat-state.ts';
import { inRoom } from '../protocol/conversations.ts';
import type { Result } from '../protocol/error-codes.ts';
import { maxOutboxMessages } from '../protocol/limits.ts';
import { parseNickname } from '../protocol/nickname.ts';
import { createAdmission } from './chat-admission.ts';
import type { ChatArguments } from './chat-arguments.ts';
import { commandHelp, parseChatInput } from './chat-input.ts';
import { createRoomVisit } from './room-visit.ts';
import { placeName, roomsText, splitTalk } from './chat-rooms.ts';
import { failureSentence } from './chat-sentences.ts';
import { askAddress, type FindNearby } from './nearby.ts';
import type { Painter } from './painter.ts';
import type { Terminal } from './terminal.ts';
import { safeLine, safeText } from './terminal-text.ts';
import { createTranscript, type TranscriptLine } from './transcript.ts';

export interface ChatSessionOptions {
  readonly terminal: Terminal;
  readonly painter: Painter;
  readonly given: ChatArguments;
  /** To come in with the account of the given name; otherwise it is asked for where it is needed. */
  readonly accountPassword?: string | undefined;
  /** The chat as somebody of this name; nothing is joined yet. */
  readonly openChat: (nickname: string) => ChatPort;
  /** Where no address was given: what there is to choose from. */
  readonly findNearby: FindNearby;
}

/** How long leaving at once waits for what has just been said, in milliseconds. */
const lastWordsMs = 2_000;

/** @returns the exit code: 0 left with everything stored, 1 not joined, put out, or something said was not stored */
export async function runChatSession({
  terminal,
  painter,
  given,
  accountPassword,
  openChat,
  findNearby,
}: ChatSessionOptions): Promise<number> {
  const admission = createAdmission({ terminal, complain: (sentence) => say(sentence, true) });
  const address = given.address ?? (await askWhere());
  const nickname = address === null ? null : (given.nickname ?? (await admission.askNickname('Your name: ')));
  if (address === null || nickname === null) return 0;

  const chat = openChat(nickname);
  const transcript = createTranscript({ painter, commands: terminal.interactive });
  let state: ChatState = createChatState();
  let refusedMessages = 0;
  let interrupted = false;
  const watchers = new Set<() => void>();
  const visit = createRoomVisit({ chat, state: () => state, tell, say, transcript });
  const unsubscribe = chat.subscribe((update) => {
    const before = state;
    state = reduceChat(state, update);
    transcript.follow(visit.seen(before), visit.seen(state), update).forEach(tell);
    state.outbox.filter(hasFailed).forEach(forget);
    terminal.setPrompt(promptText(state, visit.name, painter));
    if (terminal.interactive) visit.updated();
    for (const watch of [...watchers]) watch();
  });
  void terminal.interrupted.then(() => {
    interrupted = true;
    for (const watch of [...watchers]) watch();
  });

  const finished = (await join(address, nickname)) && (await converse());
  const unsent = await sayLastWords();
  unsubscribe();
  await chat.leave();
  if (unsent > 0) say(`${unsent === 1 ? '1 message was' : `${unsent} messages were`} not stored.`, true);
  return (finished || interrupted) && unsent === 0 ? 0 : 1;

  /** What was refused has been told with its reason, and can be written again. */
  function forget({ id }: OutboxMessage): void {
    refusedMessages += 1;
    void chat.discard(id);
  }

  /** Resolves once the state is so, or the person wants out. */
  function until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watch = (): void => {
        if (!interrupted && !isSo()) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });
  }

  function tell(line: TranscriptLine): void {
    if (line.trouble) terminal.complain(line);
    else terminal.print(line);
  }

  function say(text: string, trouble = false): void {
    tell({ text: trouble ? painter.trouble(text) : painter.dim(text), indent: 0, trouble });
  }

  function askWhere(): Promise<string | null> {
    say('Looking for chats nearby...');
    return askAddress({
      ask: (question) => terminal.ask(question),
      say,
      complain: () => say(failureSentence('bad-address'), true),
      findNearby,
    });
  }

  /** The transcript says why where it fails. A person may try another name, or say the passwords that are asked for. */
  async function join(where: string, firstName: string): Promise<boolean> {
    if (terminal.interactive) say(`Connecting to ${safeLine(where)}...`);
    let request: JoinRequest | null = {
      address: where,
      nickname: firstName,
      chatPassword: given.password ?? null,
      account: accountPassword === undefined ? null : { kind: 'log-in', password: accountPassword },
    };
    while (request !== null) {
      const result: Result<null> | null = await Promise.race([
        chat.join(request),
        terminal.interrupted.then(() => null),
      ]);
      if (result?.ok) return true;
      request = result === null ? null : await admission.complete(request, result.code);
    }
    return false;
  }

  /** Until the input ends or the person wants out; false where there is no chat any more to which a pipe could talk. */
  async function converse(): Promise<boolean> {
    const isCutOff = (): boolean => !terminal.interactive && isOver(state);
    const cutOff = until(isCutOff).then(() => null);
    for (;;) {
      const line = await Promise.race([terminal.nextLine(), cutOff]);
      if (line === null) return !isCutOff();
      if (!terminal.interactive) await sendLine(line);
      else if (!(await obey(line))) return true;
    }
  }

  /** A pipe waits where a person is told to. */
  async function sendLine(line: string): Promise<void> {
    if (line.trim() === '') return;
    await until(() => state.outbox.length < maxOutboxMessages || isOver(state));
    await send(line);
  }

  /** @returns false where it was refused at once, which was said then */
  async function send(content: string, room = visit.room): Promise<boolean> {
    const result = await chat.send(content, inRoom(room));
    if (result.ok) return true;
    refusedMessages += 1;
    say(`Not sent. ${failureSentence(result.code)}`, true);
    return false;
  }

  async function sendInPrivate(text: string): Promise<void> {
    const talk = splitTalk(state, text);
    if (talk === null) return say('Say to whom: /msg NAME text. /users lists who is here.', true);
    const name = safeLine(placeName(state, talk.room));
    if (talk.content === '') return say(`Say what: /msg ${name} text`, true);
    const isHere = talk.room === visit.room;
    if ((await send(talk.content, talk.room)) && !isHere) say(`To ${name}: ${safeText(talk.content)}`);
  }

  /** False where the person leaves. */
  async function obey(line: string): Promise<boolean> {
    const input = parseChatInput(line);
    switch (input.kind) {
      case 'blank':
        return true;
      case 'say':
        await send(input.content);
        return true;
      case 'help':
        say(commandHelp);
        return true;
      case 'users':
        say(peopleText(state));
        return true;
      case 'rooms':
        say(roomsText(state, visit.room));
        return true;
      case 'room':
        await visit.go(input.name);
        return true;
      case 'message':
        await sendInPrivate(input.text);
        return true;
      case 'name':
        await rename(input.nickname);
        return true;
      case 'join':
        rejoin();
        return true;
      case 'quit':
        return false;
      case 'unknown':
        say(`There is no command ${safeLine(input.command)}. /help lists them; // says a slash.`, true);
        return true;
    }
  }

  async function rename(wanted: string): Promise<void> {
    if (wanted === '') return say('Say which: /name NEW', true);
    if (state.connection.name === 'refused') return rejoin(wanted);
    const result = await chat.rename(wanted);
    if (!result.ok) say(failureSentence(result.code), true);
  }

  /** The outcome is told by the transcript. */
  function rejoin(name: string = state.you?.name ?? ''): void {
    switch (state.connection.name) {
      case 'refused':
        void joinAgain(name);
        break;
      case 'replaced':
        void chat.takeSeat();
        break;
      case 'reconnecting':
        void chat.reconnectNow();
        break;
      case 'idle':
      case 'connecting':
      case 'joined':
      case 'closed':
        say('You are in the chat.');
    }
  }

  async function joinAgain(name: string): Promise<void> {
    if (!parseNickname(name).ok) return say(failureSentence('bad-nickname'), true);
    await chat.join({ address: address ?? '', nickname: name });
  }

  /** Waits for what is on its way: at the end of a pipe as long as it takes. Returns how much was not stored. */
  async function sayLastWords(): Promise<number> {
    const isDone = (): boolean => state.outbox.length === 0 || isOver(state);
    if (!terminal.interactive) await until(isDone);
    if (state.connection.name === 'joined' && !isDone()) await settledSoon(isDone);
    return state.outbox.length + (terminal.interactive ? 0 : refusedMessages);
  }

  /** Like `until`, for whoever wants out already. */
  function settledSoon(isDone: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        watchers.delete(watch);
        resolve();
      };
      const watch = (): void => {
        if (isDone()) finish();
      };
      const timer = setTimeout(finish, lastWordsMs);
      watchers.add(watch);
    });
  }
}

function hasFailed({ failure }: OutboxMessage): boolean {
  return failure !== null;
}

/** No connection, and none comes by itself. */
function isOver({ connection }: ChatState): boolean {
  return connection.name === 'refused' || connection.name === 'replaced' || connection.name === 'closed';
}

/** @param place where one is; empty for the main room */
function promptText({ connection, you, outbox }: ChatState, place: string, painter: Painter): string {
  if (you === null) return '> ';
  const where = place === '' ? '' : painter.dim(` in ${safeLine(place)}`);
  const name = painter.name(you.name, safeLine(you.name)) + where;
  if (connection.name === 'joined') return `${name}> `;
  const waiting = outbox.length === 0 ? '' : `, ${outbox.length} to send`;
  return `${name} ${painter.dim(`(not connected${waiting})`)}> `;
}

function peopleText({ people, you }: ChatState): string {
  const names = people.map(({ id, name, host }) => {
    const marks = [id === you?.id ? 'you' : '', host ? 'host' : ''].filter((mark) => mark !== '');
    return marks.length === 0 ? safeLine(name) : `${safeLine(name)} (${marks.join(', ')})`;
  });
  return `${people.length === 1 ? '1 person' : `${people.length} people`} here: ${names.join(', ')}`;
}
