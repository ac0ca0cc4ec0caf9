// What the window or tab is called while a chat is open.

/** The chat's name, with the number of unread messages before it, so that it is seen in a narrow tab. */
export function documentTitle(chatName: string, unread: number): string {
  return unread === 0 ? chatName : `(${unread > 99 ? '99+' : String(unread)}) ${chatName}`;
}
