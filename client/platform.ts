// What a client needs from where it runs: a browser, the window's main process or a terminal. Nothing in this folder
// reaches for a socket, a clock or randomness by itself.

/** What a socket tells, in this order: `opened` at most once, then frames, then `closed` once. */
export interface SocketEvents {
  opened(): void;
  /** Text frames are strings; whatever else comes is ignored. */
  heard(frame: unknown): void;
  /** With the close code; 1006 where there was no closing handshake. */
  closed(code: number): void;
}

export interface Socket {
  send(frame: string): void;
  /** Also ends a socket that is still opening. What was sent before is delivered first. */
  close(code: number): void;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once, after so many milliseconds. Returns how to prevent it. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** Keeps one secret for each host, so that a hostile host learns none of use elsewhere. */
export interface KeptSecrets {
  /** @param hostAddress origin of the host's socket, such as `ws://192.168.1.5:8765` */
  load(hostAddress: string): string | null;
  save(hostAddress: string, key: string): void;
  forget(hostAddress: string): void;
}

/** The secrets that own seats. */
export type DeviceKeys = KeptSecrets;

/** A file on its way to the host. */
export interface UploadRequest {
  readonly url: string;
  /** Goes in the `Authorization` header. */
  readonly token: string;
  readonly body: Blob;
  /** Bytes that are out, as far as can be told. */
  readonly onProgress: (sentBytes: number) => void;
  readonly signal: AbortSignal;
}

export interface UploadAnswer {
  readonly status: number;
  readonly body: string;
}

export interface Platform {
  /** Starts to connect. May throw for an address that this platform never connects to. */
  readonly openSocket: (url: string, events: SocketEvents) => Socket;
  readonly clock: Clock;
  /** A number from 0 up to 1, good enough for jitter. */
  readonly random: () => number;
  /** Fills the bytes from a cryptographic source. */
  readonly fillRandom: (bytes: Uint8Array) => void;
  readonly deviceKeys: DeviceKeys;
  /** Tokens of sessions; where there is no place for them they last as long as the client. */
  readonly sessions?: KeptSecrets;
  /** Brings a file by `POST`; null where the connection was cut or nobody answered. Absent where no files are sent. */
  readonly upload?: (request: UploadRequest) => Promise<UploadAnswer | null>;
}
