// What Electron says of the system around the app, and what it does there: displays, power, notifications and pictures.
// Nothing of it reaches the machine that the specs run on.
import { EventEmitter } from 'node:events';

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }

  readonly title: string;
  readonly body: string;

  constructor({ title = '', body = '' }: { title?: string; body?: string }) {
    super();
    this.title = title;
    this.body = body;
  }

  show(): void {
    // Specs listen in on this, as they do on the real one.
  }

  close(): void {
    this.emit('close');
  }
}

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
export const screen = { getAllDisplays: () => [display] };

export const powerMonitor = new EventEmitter();

const blockers = new Set<number>();
let lastBlocker = 0;
export const powerSaveBlocker = {
  start(): number {
    blockers.add((lastBlocker += 1));
    return lastBlocker;
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
};

export const nativeImage = { createFromBitmap: () => ({}) };

let copied = '';
export const clipboard = {
  writeText(text: string): Promise<void> {
    copied = text;
    return Promise.resolve();
  },
  readText: () => Promise.resolve(copied),
};
