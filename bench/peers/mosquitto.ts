// An MQTT broker in C: everyone subscribes to one topic and publishes to it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canSpawnServers, freePort, spawnServer } from '../servers/server.ts';
import { connectMqtt } from '../wires/mqtt.ts';
import { program } from './installed.ts';
import type { Peer } from './peer.ts';

export const mosquitto: Peer = {
  name: 'mosquitto',
  title: 'mosquitto',
  note: 'MQTT at most once (QoS 0), no persistence, Nagle off',
  echoes: true,
  missing() {
    if (program('mosquitto') === null) return 'mosquitto is not installed (apt-get install mosquitto)';
    return canSpawnServers ? null : 'mosquitto can be measured on Linux only';
  },
  async start() {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'bench-mosquitto-'));
    const config = join(folder, 'mosquitto.conf');
    const lines = [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'set_tcp_nodelay true'];
    writeFileSync(config, `${lines.join('\n')}\nuser root\n`);
    const server = await spawnServer(program('mosquitto') ?? 'mosquitto', ['-c', config], port);
    return {
      ...server,
      async close() {
        await server.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
  async arrive(port, n, hear) {
    const wire = await connectMqtt(port, `person-${n}`, { onText: hear, onEnd: () => {} });
    return { say: (content) => wire.send(content), destroy: () => wire.destroy() };
  },
};
