// What the benchmark must know of a server to measure it. One file in peers/ describes a server, another starts it.

export interface Peer {
  /** Short and unique, for results.json. */
  readonly name: string;
  /** As the table says it. */
  readonly title: string;
  /** What a reader must know to compare fairly. */
  readonly note: string;
  /** Path of the script that starts the server; it speaks `server-process.ts`. */
  readonly script: string;
  /** Path of its WebSocket. */
  readonly path: string;
  /** What the n-th person says on arriving; null where a connection is enough. */
  arrival(n: number): string | null;
  /** True for the frame that lets an arriving person in. */
  isWelcome(frame: string): boolean;
  /** How a person says something. */
  message(content: string): string;
}
