// Every server that is measured. The first is measured against each of the others.
import type { Peer } from '../peer.ts';
import { chatbox } from './chatbox.ts';
import { plainWs } from './plain-ws.ts';

export const peers: readonly [Peer, ...Peer[]] = [chatbox, plainWs];
