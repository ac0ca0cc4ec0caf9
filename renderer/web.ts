// The browser page's entry: the interface over a client in the page itself.
import { mount } from 'svelte';
import { createChatClient } from '../client/chat-client.ts';
import { ChatModel } from './chat/chat-model.svelte.ts';
import { createDeviceKeys } from './web/device-keys.ts';
import { fetchHostInfo } from './web/host-info.ts';
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
const client = createChatClient({
  platform: createPlatform(createDeviceKeys(storage)),
  pageUrl: window.location.href,
  seats,
});
onWake(() => client.wake());
onOffline(() => client.doubt());
window.addEventListener('beforeunload', (event) => {
  if (seats.isLosing()) event.preventDefault();
});
seat.follow(client);
keepAboveKeyboard(window);

const target = document.getElementById('app');
if (target === null) throw new Error('web.html has no #app');
mount(WebApp, {
  target,
  props: {
    chat: new ChatModel(client),
    preferences: new PagePreferences(storage, navigator.language),
    loadInfo: () => fetchHostInfo(new URL('api/info', document.baseURI).href, infoTimeoutMs),
    comesBack: seat.isKept,
    encrypted: window.location.protocol === 'https:',
  },
});
