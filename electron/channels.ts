// Names of the channels between the preload script and the main process. Nothing else travels between them.

export const channels = {
  /** Page to main, answered: endpoint name, payload. */
  invoke: 'chatbox:invoke',
  /** Page to main: number of the subscription, topic. */
  subscribe: 'chatbox:subscribe',
  /** Page to main: number of the subscription. */
  unsubscribe: 'chatbox:unsubscribe',
  /** Main to page: number of the subscription, values. */
  event: 'chatbox:event',
} as const;

/** Argument that tells the preload script the system's language. */
export const systemLanguageArgument = '--system-language=';
