// The server's end of the control channel: says where it listens, answers what it uses, and closes when told to.

/** What the script was started with, as `forkServer` was given it. */
export function benchSettings(): unknown {
  return JSON.parse(process.argv[2] ?? '{}');
}

/** Call once listening. `openedInMs` is what that took, where a case asks for it. */
export function serveBench(
  port: number,
  close: () => void | Promise<void>,
  openedInMs: number | null = null,
): void {
  process.on('message', (request) => {
    if (request === 'collect')
      void globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    if (request === 'collect' || request === 'usage') {
      // All threads of the process: those that write to the disk and collect garbage too.
      const { user, system } = process.cpuUsage();
      const { rss, heapUsed, external } = process.memoryUsage();
      process.send?.({
        type: 'usage',
        cpuMicroseconds: user + system,
        residentBytes: rss,
        peakResidentBytes: process.resourceUsage().maxRSS * 1024,
        heldBytes: heapUsed + external,
      });
    }
    if (request === 'close') {
      void Promise.resolve(close()).then(() => process.exit());
    }
  });
  process.send?.({ type: 'listening', port, openedInMs });
}
