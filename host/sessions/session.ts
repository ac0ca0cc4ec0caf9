// One connection: frames in at a bounded rate and in order, frames out with a bounded buffer. It knows its dialect and
// its seat's id, and nothing of the room.
import type { Socket } from 'node:net';
import { WebSocket, type RawData } from 'ws';
import { closeCodes } from '../../protocol/close-codes.ts';
import type { Command } from '../../protocol/commands.ts';
import type { HostDialect, JoinedAlone } from '../../protocol/dialect.ts';
import type { ChatEvent, Reply } from '../../protocol/events.ts';
import { inWordsOf } from '../files/file-links.ts';
import { freePiece } from '../free-piece.ts';
import type { News } from './news.ts';
import type { HostLimits } from '../options.ts';
import { recogniseDialect, unrecognisedDialect } from './recognise-dialect.ts';
import { textFrameOf, textFrames } from './server-frame.ts';
import { createTokenBucket } from './token-bucket.ts';

/** How long a closing connection may take before it is cut. */
const closeTimeoutMs = 2_000;

const noFrames = Buffer.alloc(0);
const utf8 = new TextDecoder('utf-8', { fatal: true });

export interface Connection {
  readonly webSocket: WebSocket;
  /** The TCP socket below it, for writing prepared frames. */
  readonly socket: Socket;
  /** The dialect that the connection's path pins; null where its frames show it. */
  readonly dialect: HostDialect | null;
  /** The other end's IP address. */
  readonly address: string;
  /** Under which it has reached the host: `http://192.168.1.5:8765`. */
  readonly origin: string;
}

/** What all sessions of a host share: thousands of people are thousands of sessions. */
export interface SessionOptions {
  readonly limits: HostLimits;
  onCommand(session: Session, command: Command): void;
  /** Names of everyone here, for wires that repeat them. */
  online(): readonly string[];
  /** What is told to all who are live, with what is written next or with `flush`. */
  readonly news: News;
  /** The reader did not keep up and is being closed. */
  onTooSlow(session: Session): void;
  onClosed(session: Session): void;
}

export class Session {
  readonly address: string;
  readonly origin: string;
  dialect: HostDialect;
  seatId: string | null = null;
  /** False when nothing was heard since the last heartbeat. */
  heard = true;
  /** The room was told that this connection is gone. */
  gone = false;

  readonly #webSocket: WebSocket;
  readonly #socket: Socket;
  readonly #options: SessionOptions;
  readonly #inbox: string[] = [];
  readonly #bucket;
  #recognised: boolean;
  #draining = false;
  /** Waiting for a reply before the next frame is looked at (dialects that answer in order). */
  #awaitsReply = false;
  #timer: NodeJS.Timeout | null = null;
  /** While a fragmented message is being sent, whole frames wait: they may not stand between fragments. */
  #held: Buffer[] | null = null;
  #heldBytes = 0;
  #live = false;
  /** Number of the first piece of news that this session has not been told. */
  #newsFrom = 0;

  constructor({ webSocket, socket, dialect, address, origin }: Connection, options: SessionOptions) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#options = options;
    this.address = address;
    this.origin = origin;
    this.dialect = dialect ?? unrecognisedDialect;
    this.#recognised = dialect !== null;
    this.live = this.dialect.nameless;
    this.#bucket = createTokenBucket(options.limits.framesPerSecond, options.limits.frameBurst);
    webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    const heard = (): void => void (this.heard = true);
    webSocket.on('pong', heard);
    webSocket.on('ping', heard);
    // The library closes with the right code by itself (1002, 1007, 1009); without a listener it would throw.
    webSocket.on('error', ignore);
    webSocket.on('close', () => {
      if (this.#timer) clearTimeout(this.#timer);
      this.#inbox.length = 0;
      options.onClosed(this);
    });
  }

  /** True from the moment at which this session hears what everyone hears. */
  get live(): boolean {
    return this.#live;
  }

  set live(live: boolean) {
    if (live === this.#live) return;
    if (live) this.#newsFrom = this.#options.news.end;
    else this.flush();
    this.#live = live;
  }

  get open(): boolean {
    return this.#webSocket.readyState === WebSocket.OPEN;
  }

  /** True while little waits in the socket: more may be written without piling up. */
  get drained(): boolean {
    return this.#socket.writableLength < this.#options.limits.maxBufferedBytes / 4;
  }

  /**
   * True where silence says something: pings are not stuck behind what the reader has yet to take, and its answers not
   * in a socket that this host itself reads slowly.
   */
  get answersPings(): boolean {
    return this.drained && !this.#webSocket.isPaused;
  }

  /** Resolves when the socket has taken what waits, or is gone. A reader that takes too long for it is closed. */
  async drain(): Promise<void> {
    if (this.drained || !this.open) return;
    const socket = this.#socket;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        socket.off('drain', done);
        socket.off('close', done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#tooSlow();
        done();
      }, this.#options.limits.drainTimeoutMs);
      // Node says `drain` when everything is taken, not before.
      socket.once('drain', done);
      socket.once('close', done);
    });
  }

  /** Says an event in this session's dialect. */
  send(event: ChatEvent): void {
    const frames = this.dialect.encode(inWordsOf(this, event), this.#options.online);
    if (frames.length > 0) this.write(textFrames(frames));
  }

  /** Answers a command; a dialect that answers in order goes on to the next one. */
  reply(event: Reply): void {
    this.send(event);
    this.answered();
  }

  /** Lets a newcomer in. `people` and `messages` stand in the event as they are, each joined by commas. */
  welcome(event: JoinedAlone, people: readonly Buffer[], messages: Buffer): void {
    const around = this.dialect.joined?.(event);
    if (around) {
      const { head, between, tail } = around;
      this.flush();
      this.#writePieces(
        textFrameOf([Buffer.from(head), ...people, Buffer.from(between), messages, Buffer.from(tail)]),
      );
    }
    this.answered();
  }

  /** The command in hand was answered, whichever way. */
  answered(): void {
    this.#awaitsReply = false;
    this.#drainInbox();
  }

  /** Writes the news that this session has not been told. */
  flush(): void {
    const news = this.#takeNews();
    if (news.length > 0) this.#put(news);
  }

  #takeNews(): Buffer {
    const { news } = this.#options;
    if (!this.#live || this.#newsFrom === news.end) return noFrames;
    const from = this.#newsFrom;
    this.#newsFrom = news.end;
    return news.since(from, this.dialect, this);
  }

  /**
   * Writes prepared frames, after the news. A reader that has let too much pile up is closed: it can resume where it stopped. What is
   * being written does not count, so that no single frame, however long, is held against anyone.
   */
  write(latest: Buffer): void {
    const news = this.#takeNews();
    this.#put(news.length === 0 ? latest : Buffer.concat([news, latest]));
  }

  #put(frames: Buffer): void {
    if (!this.open) return;
    if (this.#overfull) return this.#tooSlow();
    if (this.#held) this.#hold(frames);
    else this.#socket.write(frames);
  }

  /** Writes prepared frames that stand in several buffers, without making one of them. */
  #writePieces(pieces: readonly Buffer[]): void {
    if (!this.open) return;
    if (this.#overfull) return this.#tooSlow();
    if (this.#held) return this.#hold(Buffer.concat(pieces));
    this.#socket.cork();
    for (const piece of pieces) this.#socket.write(piece);
    this.#socket.uncork();
  }

  get #overfull(): boolean {
    return this.#socket.writableLength + this.#heldBytes > this.#options.limits.maxBufferedBytes;
  }

  #hold(frames: Buffer): void {
    this.#held?.push(frames);
    this.#heldBytes += frames.length;
  }

  /** From now on whole frames wait until `writeFragments` is over: what is asked for comes before what happens next. */
  hold(): void {
    this.flush();
    this.#held ??= [];
  }

  /**
   * Sends a text message in fragments, as fast as the socket takes them, then what was held meanwhile. A fragment is
   * nobody else's: its memory is given back once it is written. Where they break off with an error, the message has no end
   * and what is held is never sent: close the session.
   */
  async writeFragments(fragments: AsyncIterable<Buffer>): Promise<void> {
    this.hold();
    for await (const fragment of fragments) {
      if (!this.open) return;
      this.#socket.write(fragment, (error) => {
        // Where the other end is gone the system may not be done with it yet.
        if (!error) freePiece(fragment);
      });
      await this.drain();
    }
    const held = this.#held ?? [];
    this.#held = null;
    this.#heldBytes = 0;
    for (const frames of held) this.#put(frames);
  }

  /** A protocol ping (RFC 6455, section 5.5.2). */
  ping(): void {
    if (this.open) this.#webSocket.ping();
  }

  close(code: number, reason: string): void {
    if (!this.open) return;
    const webSocket = this.#webSocket;
    if (code !== closeCodes.tooSlow) this.flush();
    webSocket.close(code, reason);
    // A socket that is read slowly would not hear the other end's goodbye either.
    this.#inbox.length = 0;
    webSocket.resume();
    // The close frame waits behind all that the reader did not take; do not wait with it for long.
    setTimeout(() => webSocket.terminate(), closeTimeoutMs).unref();
  }

  /** Resolves when there is no connection any more. */
  ended(): Promise<void> {
    const webSocket = this.#webSocket;
    if (webSocket.readyState === WebSocket.CLOSED) return Promise.resolve();
    return new Promise((resolve) => webSocket.once('close', () => resolve()));
  }

  /** Cuts the connection without a word: nobody is there to hear one. */
  terminate(): void {
    this.#webSocket.terminate();
  }

  #tooSlow(): void {
    this.#options.onTooSlow(this);
    this.close(closeCodes.tooSlow, 'too slow');
  }

  #receive(data: RawData, isBinary: boolean): void {
    this.heard = true;
    if (!this.open) return;
    this.#inbox.push(toText(data, isBinary));
    this.#drainInbox();
  }

  #drainInbox(): void {
    // Replies are often given before handling returns: the loop below goes on, not another one inside it.
    if (this.#draining || this.#timer) return;
    this.#draining = true;
    while (this.#inbox.length > 0 && !this.#awaitsReply && this.open) {
      const waitMs = this.#bucket.take(performance.now());
      if (waitMs > 0) {
        this.#timer = setTimeout(() => {
          this.#timer = null;
          this.#drainInbox();
        }, waitMs);
        break;
      }
      this.#handle(this.#inbox.shift() ?? '');
    }
    this.#draining = false;
    this.#setReading(this.#inbox.length === 0);
  }

  #handle(frame: string): void {
    if (!this.#recognised) {
      const dialect = recogniseDialect(frame);
      if (dialect) {
        this.dialect = dialect;
        this.live = dialect.nameless;
        this.#recognised = true;
      }
    }
    const command = this.dialect.decode(frame, this.seatId !== null);
    this.#awaitsReply = this.dialect.answersInOrder;
    if (command.type !== 'protocol-error') this.#options.onCommand(this, command);
    else if (command.fatal) this.close(closeCodes.normal, 'not understood');
    else this.reply(command);
  }

  /** Reading stops while frames wait: the sender's own system then slows it down. */
  #setReading(reading: boolean): void {
    const webSocket = this.#webSocket;
    if (!this.open || reading !== webSocket.isPaused) return;
    if (reading) webSocket.resume();
    else webSocket.pause();
  }
}

const ignore = (): void => undefined;

/** A frame as text; bytes that are no UTF-8 become a text that no dialect reads. */
function toText(data: RawData, isBinary: boolean): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
  if (!isBinary) return bytes.toString('utf8');
  try {
    return utf8.decode(bytes);
  } catch {
    return '';
  }
}
