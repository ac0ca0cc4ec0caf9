// The browser page's entry: the interface over a client in the page itself.
import { mount } from 'svelte';
import { createChatClient } from '../client/chat-client.ts';
import { ChatModel } from './chat/chat-model.svelte.ts';
import { createDeviceKeys } from './web/device-keys.ts';
import { fetchHostInfo } from './web/host-info.ts';
import { createKeptSeat } from './web/kept-seat.ts';
import { PagePreferences } from './web/page-preferences.svelte.ts';
import { createPageStorage } from './web/page-storage.ts';
import { createPlatform, onWake } from './web/platform.ts';
import WebApp from './web/WebApp.svelte';

/** Longer than a slow Wi-Fi takes, shorter than anyone waits. */
const infoTimeoutMs = 6_000;

const storage = createPageStorage(() => window.localStorage);
const seat = createKeptSeat(createPageStorage(() => window.sessionStorage));
const client = createChatClient({
  platform: createPlatform(createDeviceKeys(storage)),
  pageUrl: window.location.href,
});
onWake(() => client.wake());
seat.follow(client);

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
