// What the terminal client says for each code: what happened, and what to do next. English only, as terminals of
// programs are.
import type { Limitation } from '../client/wire-limits.ts';
import type { ConnectionCode, ErrorCode, RefusalCode } from '../protocol/error-codes.ts';

interface Sentence {
  readonly what: string;
  readonly next: string;
}

/** Those that can come up in a chat; the rest of them are about hosting one. */
const sentences: Readonly<Record<RefusalCode | ConnectionCode, Sentence>> = {
  'bad-json': { what: 'The host could not read that.', next: 'It may run another version of the program.' },
  'unknown-command': { what: 'The host cannot do that.', next: 'Ask for it to be updated.' },
  'bad-command': {
    what: 'The host did not understand that.',
    next: 'It may run another version of the program.',
  },
  'not-joined': { what: 'You are not in the chat.', next: 'Join it first.' },
  'already-joined': { what: 'You are in the chat already.', next: 'Go on there.' },
  'bad-nickname': {
    what: 'This name does not work.',
    next: 'Take 1 to 100 characters that can be seen, on one line.',
  },
  'nickname-taken': { what: 'Somebody here has this name.', next: 'Take another one.' },
  'bad-content': { what: 'This cannot be sent.', next: 'A message has 1 to 4000 characters.' },
  'bad-query': { what: 'This cannot be searched for.', next: 'Take 1 to 100 characters.' },
  'unknown-room': { what: 'There is no such room.', next: 'Go back to the chat.' },
  'room-archived': {
    what: 'This room is closed for new messages.',
    next: 'You can still read it. Write in another room.',
  },
  'bad-room-name': {
    what: 'This name will not work for a room.',
    next: 'Use 1 to 40 characters that can be seen, on one line.',
  },
  'room-name-taken': { what: 'There is a room of this name.', next: 'Give it another one.' },
  'too-many-rooms': {
    what: 'There are as many rooms as a chat can have.',
    next: 'Archived rooms count too. Use one of those again.',
  },
  'private-off': {
    what: 'Private messages are switched off here.',
    next: 'Write in a room, or ask the host to switch them on.',
  },
  'not-allowed': { what: 'Only the host can do this.', next: 'Ask the host.' },
  'unknown-person': { what: 'This person is not here any more.', next: 'Look at who is here.' },
  'unknown-message': { what: 'This message is not there any more.', next: 'It may have been deleted.' },
  'not-yours': { what: 'This is not your message.', next: 'You can change only what you have written.' },
  'too-late': {
    what: 'This message can no longer be edited.',
    next: 'Messages can be edited for ten minutes. Write a new one.',
  },
  'bad-emoji': { what: 'This is not an emoji.', next: 'Choose one from the list.' },
  'too-many-reactions': {
    what: 'This message has many different reactions already.',
    next: 'Add to one of them.',
  },
  'version-too-old': {
    what: 'This program is too old for that chat.',
    next: 'Update it, or open the address in a browser.',
  },
  'version-too-new': {
    what: 'That chat runs an older version.',
    next: 'Ask for it to be updated, or open the address in a browser.',
  },
  'storage-full': {
    what: 'The disk of the host is full.',
    next: 'Ask the host to make room, then send it again.',
  },
  'storage-read-only': {
    what: 'The host may not write its history.',
    next: 'Ask the host to check the folder, then send it again.',
  },
  'storage-failed': { what: 'The host could not store this.', next: 'Wait a moment, then send it again.' },
  'password-required': {
    what: 'This chat asks for a password.',
    next: 'Whoever hosts it knows the word; join again with it.',
  },
  'wrong-password': { what: 'That is not the password of this chat.', next: 'Ask for it, then try again.' },
  'name-protected': {
    what: 'This name belongs to an account.',
    next: 'Log in with its password, or take another name.',
  },
  'account-required': {
    what: 'This chat lets in people with an account only.',
    next: 'Log in with the name and password of yours, or make one.',
  },
  'account-exists': { what: 'There is an account with this name.', next: 'Log in, or take another name.' },
  'unknown-account': { what: 'There is no such account.', next: 'Look at who has one.' },
  'wrong-log-in': {
    what: 'This name and this password do not go together.',
    next: 'Try again, or ask the host for a new password.',
  },
  'bad-password': {
    what: 'This password is too easy to guess, or too long.',
    next: 'Take 6 to 128 characters that are not your name.',
  },
  removed: {
    what: 'You were sent out of this chat.',
    next: 'Talk to the host. They can let you back in.',
  },
  'try-later': { what: 'Too many tries.', next: 'Wait half a minute, then try again.' },
  'file-too-large': { what: 'The file is too large.', next: 'Send a smaller one.' },
  'own-files-full': {
    what: 'Your share of the room for files is used up.',
    next: 'Ask the host to make room.',
  },
  'files-full': { what: 'There is no more room for files.', next: 'Ask the host to make room.' },
  'too-many-uploads': {
    what: 'Too many files are on their way at once.',
    next: 'Send it again in a moment.',
  },
  'upload-expired': { what: 'The file did not arrive in time.', next: 'Send it again.' },
  'upload-incomplete': { what: 'The file did not arrive whole.', next: 'Send it again.' },
  'unknown-file': { what: 'The host no longer has this file.', next: 'Send the file again.' },
  'bad-address': {
    what: 'This is not an address.',
    next: 'It looks like 192.168.1.5 or 192.168.1.5:8765.',
  },
  'no-answer': {
    what: 'Nobody answers at this address.',
    next: 'Check it, and that this machine is on the same network as the host.',
  },
  'not-a-chat': {
    what: 'Something answers there, but it is no chat.',
    next: 'Check the number after the colon.',
  },
  'host-full': { what: 'The chat is full.', next: 'Try again when somebody has left.' },
  'outbox-full': {
    what: 'Too many messages are waiting to be sent.',
    next: 'Wait until they are, then write on.',
  },
  'connection-lost': { what: 'The connection was lost.', next: 'Check the network, then join again.' },
  'too-slow': { what: 'The connection is too slow for this chat.', next: 'Join again over a better one.' },
  'host-stopped': { what: 'The host has closed the chat.', next: 'Join again when it is open.' },
};

const limitationSentences: Readonly<Record<Limitation, string>> = {
  'no-resume': 'After a lost connection only the newest messages are shown, so some may be missing.',
  'no-seat': 'A lost connection looks like leaving to the others, and your name may be taken for a while.',
  'no-history-pages': 'Only the newest messages can be seen.',
  'no-search': 'The history cannot be searched.',
  'no-rename': 'Your name cannot be changed while you are here.',
  'no-typing': 'Nobody sees who is typing.',
  'no-files': 'Pictures and files cannot be sent.',
  'no-changes': 'Messages cannot be edited or deleted, and reactions to them are not shown.',
};

/** Two sentences: what happened and what to do next. */
export function failureSentence(code: ErrorCode): string {
  if (!isChatCode(code)) return 'That did not work. Join again, then try once more.';
  const { what, next } = sentences[code];
  return `${what} ${next}`;
}

/** What happened to the connection, where the program itself does what is to be done next. */
export function lossSentence(code: ConnectionCode): string {
  return sentences[code].what;
}

/** What an older server cannot do. */
export function limitationSentence(limitation: Limitation): string {
  return limitationSentences[limitation];
}

function isChatCode(code: ErrorCode): code is RefusalCode | ConnectionCode {
  return Object.hasOwn(sentences, code);
}
