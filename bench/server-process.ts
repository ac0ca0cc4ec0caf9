// The server's end of the control channel: says where it listens, answers how much processor time it has used, and
// closes when told to.

/** Call once listening. */
export function serveBench(port: number, close: () => void | Promise<void>): void {
  process.on('message', (request) => {
    if (request === 'cpu') {
      // All threads of the process: those that write to the disk and collect garbage too.
      const { user, system } = process.cpuUsage();
      process.send?.({ type: 'cpu', microseconds: user + system });
    }
    if (request === 'close') {
      void Promise.resolve(close()).then(() => process.disconnect());
    }
  });
  process.send?.({ type: 'listening', port });
}
