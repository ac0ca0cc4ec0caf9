// Every server that is measured. The first is measured against each of the others.
import { bun } from './bun.ts';
import { chatbox } from './chatbox.ts';
import { mosquitto } from './mosquitto.ts';
import { ngircd } from './ngircd.ts';
import type { Peer } from './peer.ts';
import { plainWs } from './plain-ws.ts';
import { pythonWebsockets } from './python-websockets.ts';
import { socketIo } from './socket-io.ts';

export const peers: readonly [Peer, ...Peer[]] = [
  chatbox,
  plainWs,
  socketIo,
  bun,
  mosquitto,
  ngircd,
  pythonWebsockets,
];
