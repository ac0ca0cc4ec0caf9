// An IRC server in C: everyone is in one channel. IRC does not send people's own words back to them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canSpawnServers, freePort, spawnServer } from '../servers/server.ts';
import { connectLines } from '../wires/lines.ts';
import type { Wire } from '../wires/wire.ts';
import { program } from './installed.ts';
import type { Peer } from './peer.ts';

const channel = '#chat';
/** End of the list of names, which ends a JOIN (RFC 2812, section 5.1). */
const endOfNames = ' 366 ';

function configuration(port: number): string {
  return [
    '[Global]',
    'Name = bench.example',
    'Info = bench',
    `Ports = ${port}`,
    'Listen = 127.0.0.1',
    '[Limits]',
    'MaxConnections = 0',
    'MaxConnectionsIP = 0',
    'MaxPenaltyTime = 0',
    '[Options]',
    'DNS = no',
    'Ident = no',
    'PAM = no',
  ].join('\n');
}

export const ngircd: Peer = {
  name: 'ngircd',
  title: 'ngircd',
  note: 'one IRC channel; limits on connections and flood penalties off; does not echo to the sender',
  echoes: false,
  missing() {
    if (program('ngircd') === null) return 'ngircd is not installed (apt-get install ngircd)';
    return canSpawnServers ? null : 'ngircd can be measured on Linux only';
  },
  async start() {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'bench-ngircd-'));
    const config = join(folder, 'ngircd.conf');
    writeFileSync(config, `${configuration(port)}\n`);
    const server = await spawnServer(program('ngircd') ?? 'ngircd', ['-n', '-f', config], port);
    return {
      ...server,
      async close() {
        await server.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
  async arrive(port, n, hear) {
    const welcome = Promise.withResolvers<void>();
    const wire: Wire = await connectLines(port, {
      onText(line) {
        const text = line.toString();
        if (text.startsWith('PING ')) wire.send(`PONG ${text.slice('PING '.length).trim()}`);
        else if (text.includes(' 001 ')) wire.send(`JOIN ${channel}`);
        else if (text.includes(endOfNames)) welcome.resolve();
        else hear(line);
      },
      onEnd: () => welcome.reject(new Error(`person ${n} was not let in`)),
    });
    wire.send(`NICK p${n}`);
    wire.send(`USER p${n} 0 * :person ${n}`);
    await welcome.promise;
    return { say: (content) => wire.send(`PRIVMSG ${channel} :${content}`), destroy: () => wire.destroy() };
  },
};
