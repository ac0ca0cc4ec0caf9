// The page's side of the stand-in: gives the built preload script the `require('electron')` that it expects.

/** Name of the function through which the page reaches the main process. */
export const callMain = '__standInCallMain';

/** Name of the function through which the main process reaches the page. */
export const callPage = '__standInCallPage';

/**
 * The script to run in every new document before the page's own. Text and not a function, because the preload script
 * stands in the middle of it and a strict page lets nobody evaluate text later.
 * @param preload source of the preload script, CommonJS
 * @param argv the arguments that the window hands to it
 */
export function preloadScope(preload: string, argv: readonly string[]): string {
  return `(() => {
  if (window.top !== window) return;
  const listeners = new Map();
  const ipcRenderer = {
    invoke: (channel, ...args) => window.${callMain}('invoke', channel, args),
    send: (channel, ...args) => void window.${callMain}('send', channel, args),
    on: (channel, listener) => void listeners.set(channel, listener),
  };
  window.${callPage} = (channel, args) => listeners.get(channel)?.({}, ...args);
  const contextBridge = {
    exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }),
  };
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error('A sandboxed preload script cannot load ' + name);
  };
  const process = { argv: ${JSON.stringify(argv)} };
  const module = { exports: {} };
  const exports = module.exports;
  ${preload}
})();`;
}
