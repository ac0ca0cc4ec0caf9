// The window's entry: the interface over the bridge to the main process.
import { mount } from 'svelte';
import type { Bridge } from '../client/endpoints.ts';
import { ChatModel } from './chat/chat-model.svelte.ts';
import { createOpenRoomStore } from './chat/open-room.ts';
import { i18n } from './i18n/i18n.svelte.ts';
import { createPageStorage } from './page-storage.ts';
import { hostNickname, suggestChatName } from './window/defaults.ts';
import { DesktopModel } from './window/desktop-model.svelte.ts';
import { createChatPort, createDesktopPort } from './window/ports.ts';
import { Requests } from './window/requests.svelte.ts';
import { tellSystem } from './window/tell-system.svelte.ts';
import { UpdatesModel } from './window/updates-model.svelte.ts';
import WindowApp from './window/WindowApp.svelte';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly chatbox: Bridge;
  }
}

async function start(): Promise<void> {
  const chatPort = createChatPort(window.chatbox);
  const desktopPort = createDesktopPort(window.chatbox);
  const desktop = new DesktopModel(desktopPort, chatPort, await desktopPort.getSettings());
  await desktop.follow();
  const target = document.getElementById('app');
  if (target === null) throw new Error('index.html has no #app');
  const updates = new UpdatesModel(desktopPort);
  const openRoom = createOpenRoomStore(createPageStorage(() => window.sessionStorage));
  const chat = new ChatModel(chatPort, openRoom);
  const requests = new Requests(desktopPort, chat);
  mount(WindowApp, { target, props: { chat, desktop, requests, updates } });
  tellSystem(desktopPort, chat, desktop);
  hostOnLaunch(desktop);
}

/** After mounting: only then is it known in which language a chat without a name is named. */
function hostOnLaunch(desktop: DesktopModel): void {
  const { settings } = desktop;
  // A window that is opened again finds the host running.
  if (!settings.hostOnLaunch || desktop.host.name !== 'stopped') return;
  void desktop.open({
    nickname: hostNickname(settings, i18n.t.host),
    chatName: settings.chatName || suggestChatName(settings, i18n.t.host),
    port: settings.port,
  });
}

void start();
