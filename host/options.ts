// What a host can be told, and every limit with its default. One place, so that docs, tests and benchmarks agree.
import type { AccountMode } from '../protocol/accounts.ts';
import type { PrivateMessages } from '../protocol/commands.ts';
import type { LogLine } from '../protocol/host-status.ts';
import { maxFileBytes } from '../protocol/limits.ts';
import type { Disk } from '../storage/disk.ts';
import type { OpenMulticast } from './nearby/multicast.ts';
import type { ScryptCost } from './accounts/password-hash.ts';

/** Bounds on what strangers can cost the host. */
export interface HostLimits {
  /** Frames a second that one connection may send for long; above it the host reads that socket more slowly. */
  readonly framesPerSecond: number;
  /** Frames that one connection may send at once. */
  readonly frameBurst: number;
  /**
   * Bytes waiting in one socket before its reader counts as too slow and is closed. From a quarter of it on, messages
   * are read from the history again once the reader has taken what waits.
   */
  readonly maxBufferedBytes: number;
  /** How long a reader may take for what waits in its socket before it is closed. */
  readonly drainTimeoutMs: number;
  /** Connections from one address: a whole school may sit behind one. */
  readonly connectionsPerAddress: number;
  readonly connections: number;
  /** WebSockets a second that one address may open for long; more of them are closed with 1013 at once. */
  readonly joinsPerSecond: number;
  /** WebSockets that one address may open at once: a whole school may come after the bell. */
  readonly joinBurst: number;
  /** How long a connection may take from its first byte, or none, to the end of its HTTP request; uploads have their own. */
  readonly requestTimeoutMs: number;
  /** Whole-history answers (classic `get`) under way at once, over all sessions. */
  readonly concurrentHistories: number;
  /** Searches under way at once, one of them to a session; others wait for their turn. */
  readonly concurrentSearches: number;
  /** Largest file that goes with a message; at most what the protocol's limit says, since clients go by that. */
  readonly maxFileBytes: number;
  /** Bytes of files that one person may have here. */
  readonly fileBytesPerPerson: number;
  /** Bytes of all files, each content once. */
  readonly fileBytes: number;
  /** Files of one person that are allowed or on their way at once. */
  readonly uploadsPerPerson: number;
  /** The same of one address: a whole school may sit behind one. */
  readonly uploadsPerAddress: number;
  /** The same of all together. */
  readonly uploads: number;
  /** How long after it was allowed an upload may begin. */
  readonly uploadGrantMs: number;
  /** How long an upload may send nothing before it is cut. */
  readonly uploadIdleTimeoutMs: number;
  /**
   * Bytes a second that an upload must bring for long, or it is cut. Far below what crowded Wi-Fi gives one of a class; it
   * bounds for how long the place and the room of a file are held: 25 MiB at most for 107 minutes.
   */
  readonly uploadBytesPerSecond: number;
  /** Files being fetched at once; more are answered with 503. */
  readonly downloads: number;
  /** How long a file is kept that no message went with. */
  readonly unsentFileLifetimeMs: number;
  /** Period of the heartbeat; a connection silent for two of them is dead. */
  readonly pingIntervalMs: number;
  /** How long a lost native connection keeps its seat. */
  readonly seatGraceMs: number;
  /** Longest wait for more messages before a batch is written. */
  readonly flushWindowMs: number;
  /** Longest wait for more batches before they are made safe, and their senders told. */
  readonly syncWindowMs: number;
}

export const defaultLimits: HostLimits = {
  framesPerSecond: 10,
  frameBurst: 30,
  maxBufferedBytes: 1024 * 1024,
  drainTimeoutMs: 20_000,
  connectionsPerAddress: 500,
  connections: 2000,
  joinsPerSecond: 50,
  joinBurst: 600,
  requestTimeoutMs: 10_000,
  concurrentHistories: 4,
  concurrentSearches: 2,
  maxFileBytes,
  fileBytesPerPerson: 250 * 1024 * 1024,
  fileBytes: 4 * 1024 * 1024 * 1024,
  uploadsPerPerson: 6,
  uploadsPerAddress: 60,
  uploads: 100,
  uploadGrantMs: 60_000,
  uploadIdleTimeoutMs: 30_000,
  uploadBytesPerSecond: 4 * 1024,
  downloads: 500,
  unsentFileLifetimeMs: 24 * 60 * 60 * 1000,
  pingIntervalMs: 5_000,
  seatGraceMs: 15_000,
  flushWindowMs: 5,
  syncWindowMs: 50,
};

export interface HostOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; all of this machine's when left out. */
  readonly bind?: string;
  /** Folder of `data.json`; made when missing. */
  readonly dataDir: string;
  readonly chatName: string;
  /** Whose computer this is, as the join page says it. */
  readonly hostName: string;
  /** Folder of the built web page, or null for a host without one. */
  readonly webDir: string | null;
  /** Origins of foreign web pages that may connect, as a browser sends them. */
  readonly allowOrigins?: readonly string[];
  /** Host names, beyond addresses and local ones, under which requests are answered. */
  readonly allowHosts?: readonly string[];
  /**
   * Answers `GET /send/` and `GET /get/` as the oldest server did. Off unless asked for: a GET that writes can be set off
   * by any web page that somebody in the network opens, and every such page may read the history.
   */
  readonly legacyHttp?: boolean;
  /** Shows the chat to the devices around by multicast DNS. Not unless asked for: tests and tools have no neighbours. */
  readonly announce?: boolean;
  /** The network for that; tests hand in one of their own. */
  readonly openMulticast?: OpenMulticast;
  /** What accounts are for from now on; left out, it stays as it was. */
  readonly accountMode?: AccountMode;
  /** The chat's password from now on, or null for none; left out, it stays as it was. */
  readonly chatPassword?: string | null;
  /** Names of accounts that are co-hosts from now on; each must be there. */
  readonly coHosts?: readonly string[];
  /** Names of rooms that there are from now on. */
  readonly rooms?: readonly string[];
  /** Who may talk in private from now on; left out, it stays as it was. */
  readonly privateMessages?: PrivateMessages;
  /** What hashing the password of an account costs; tests make it cheap. */
  readonly passwordCost?: ScryptCost;
  readonly limits?: Partial<HostLimits>;
  /** The disk under the history; tests hand in one that fails. */
  readonly disk?: Disk;
  /** Hears each line of the console log. */
  readonly onLog?: (line: LogLine) => void;
}
