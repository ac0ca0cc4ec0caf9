// The browser page's entry: the interface over a client in the page itself.
import { mount } from 'svelte';
import { createChatClient } from '../client/chat-client.ts';
import { ChatModel } from './chat/chat-model.svelte.ts';
import { createOpenRoomStore } from './chat/open-room.ts';
import { withoutPassword } from '../client/address.ts';
import { createKeptSecrets } from './web/kept-secrets.ts';
import { fetchHostInfo } from './web/host-info.ts';
import { knownHere } from './web/known-here.ts';
import { keepAboveKeyboard } from './web/keyboard.ts';
import { createKeptSeat } from './web/kept-seat.ts';
import { PagePreferences } from './web/page-preferences.svelte.ts';
import { createPageStorage } from './page-storage.ts';
import { createPlatform, onOffline, onWake } from './web/platform.ts';
import { createSeatStore } from './web/seat-store.ts';
import WebApp from './web/WebApp.svelte';

/** Longer than a slow Wi-Fi takes, shorter than anyone waits. */
const infoTimeoutMs = 6_000;

const storage = createPageStorage(() => window.localStorage);
const tabStorage = createPageStorage(() => window.sessionStorage);
const seat = createKeptSeat(tabStorage);
const seats = createSeatStore(tabStorage);
// What came behind the `#` with the code is known now, and need not stay where others look and browsers remember.
const pageUrl = window.location.href;
if (withoutPassword(pageUrl) !== pageUrl) history.replaceState(history.state, '', withoutPassword(pageUrl));
const sessions = createKeptSecrets(storage, 'session');
const deviceKeys = createKeptSecrets(storage, 'device-key');
const client = createChatClient({
  platform: createPlatform({ deviceKeys, sessions }),
  pageUrl,
  seats,
});
onWake(() => client.wake());
onOffline(() => client.doubt());
window.addEventListener('beforeunload', (event) => {
  if (seats.isLosing() || client.isUploading()) event.preventDefault();
});
seat.follow(client);
keepAboveKeyboard(window);

const target = document.getElementById('app');
if (target === null) throw new Error('web.html has no #app');
mount(WebApp, {
  target,
  props: {
    chat: new ChatModel(client, createOpenRoomStore(tabStorage)),
    preferences: new PagePreferences(storage, navigator.language),
    loadInfo: () => fetchHostInfo(new URL('api/info', document.baseURI).href, infoTimeoutMs),
    comesBack: seat.isKept,
    known: () => knownHere(pageUrl, deviceKeys, sessions),
    encrypted: window.location.protocol === 'https:',
  },
});
