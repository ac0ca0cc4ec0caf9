// Makes this program the one that the system opens `classic-chatbox://` links with. What a link says is read in
// `join-link.ts`; what comes of it is a question to the person.
import { app } from 'electron';
import { joinLinkIn, joinLinkScheme, parseJoinLink } from './join-link.ts';

/** Call before the app is ready: macOS hands over the link that it was started with early. */
export function setUpJoinLinks(ask: (address: string) => void): void {
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const address = parseJoinLink(url);
    if (address !== null) ask(address);
  });
  const address = joinLinkIn(process.argv);
  if (address !== null) ask(address);
  // A portable program is unpacked somewhere else each time, and in development this is Electron itself.
  if (app.isPackaged && !process.env.PORTABLE_EXECUTABLE_DIR) app.setAsDefaultProtocolClient(joinLinkScheme);
}
