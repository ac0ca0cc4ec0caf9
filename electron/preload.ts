// Carries calls and events between the page and the main process. Transport only: it checks nothing and decides
// nothing, since the page could be made to run anything that stands here.
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../client/endpoints.ts';
import { channels, systemLanguageArgument } from './channels.ts';

const listeners = new Map<number, (values: readonly never[]) => void>();
let lastSubscription = 0;

ipcRenderer.on(channels.event, (_event, subscription: number, values: readonly never[]) => {
  listeners.get(subscription)?.(values);
});

const bridge: Bridge = {
  systemLanguage:
    process.argv
      .find((argument) => argument.startsWith(systemLanguageArgument))
      ?.slice(systemLanguageArgument.length) ?? 'en',
  invoke: (endpoint, payload) => ipcRenderer.invoke(channels.invoke, endpoint, payload),
  subscribe: (topic, listener) => {
    const subscription = ++lastSubscription;
    listeners.set(subscription, listener);
    ipcRenderer.send(channels.subscribe, subscription, topic);
    return () => {
      if (listeners.delete(subscription)) ipcRenderer.send(channels.unsubscribe, subscription);
    };
  },
};

contextBridge.exposeInMainWorld('chatbox', bridge);
