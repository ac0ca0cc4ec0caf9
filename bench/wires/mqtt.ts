// A connection to an MQTT broker (version 3.1.1) with one topic that it both hears and speaks to, at most once (QoS 0).
import { connect } from 'node:net';
import { createSplitter } from './wire.ts';
import type { Wire, WireEvents } from './wire.ts';

const packets = { connect: 0x10, connected: 2, publish: 3, subscribe: 0x82, subscribed: 9 } as const;
const topic = 'chat';
/** Seconds without a packet after which a broker may cut; longer than any measurement. */
const keepAliveSeconds = 600;
const cleanSession = 2;

/** Resolves once the broker has confirmed the subscription. `onText` hears what is published, topic and all. */
export function connectMqtt(port: number, clientId: string, events: WireEvents): Promise<Wire> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const wire: Wire = {
      send: (content) => socket.write(packet(packets.publish << 4, text(topic), Buffer.from(content))),
      destroy: () => void socket.destroy(),
    };
    const split = createSplitter(packetLength, (bytes) => {
      const type = bytes.readUInt8(0) >> 4;
      if (type === packets.publish) events.onText(bytes);
      else if (type === packets.connected)
        socket.write(packet(packets.subscribe, uint16(1), text(topic), Buffer.of(0)));
      else if (type === packets.subscribed) done(wire);
    });
    socket.on('error', fail);
    socket.on('close', () => {
      fail(new Error('the server ended the connection'));
      events.onEnd();
    });
    socket.on('data', split);
    socket.on('connect', () =>
      socket.write(
        packet(
          packets.connect,
          text('MQTT'),
          Buffer.of(4, cleanSession),
          uint16(keepAliveSeconds),
          text(clientId),
        ),
      ),
    );
  });
}

function packetLength(bytes: Buffer, at: number): number {
  let length = 0;
  for (let n = 1; n <= 4; n++) {
    const byte = bytes[at + n];
    if (byte === undefined) return 0;
    length += (byte & 0x7f) * 128 ** (n - 1);
    if (byte < 0x80) return bytes.length < at + 1 + n + length ? 0 : 1 + n + length;
  }
  throw new Error('a packet of MQTT has at most four bytes of length');
}

function packet(firstByte: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let left = body.length;
  do {
    length.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.concat([Buffer.of(firstByte, ...length), body]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint16(bytes.length), bytes]);
}

function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}
