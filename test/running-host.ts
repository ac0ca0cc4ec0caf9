// A host that runs, as its owner sees it: for tests of what is shown of it. Not part of the product.
import type { RunningHost } from '../protocol/host-status.ts';

/** The class's chat, by Wi-Fi, with nothing to report. */
export const runningHost: RunningHost = {
  chatName: 'Lớp 9A',
  port: 8765,
  addresses: [{ address: '192.168.1.5', url: 'http://192.168.1.5:8765', kind: 'wifi', adapter: 'wlan0' }],
  dataFile: '/srv/chat/data.json',
  people: 3,
  notices: [],
  log: [],
  refusedOrigins: [],
  allowedOrigins: [],
  legacyHttp: false,
  accountMode: 'open',
  chatPassword: null,
};
