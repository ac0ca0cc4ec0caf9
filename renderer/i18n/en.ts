// Every sentence of the interface in English: the language that says which sentences there are.
import type { Limitation } from '../../client/wire-limits.ts';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import type { HostNotice, LogSymbol } from '../../protocol/host-status.ts';
import type { LeftOutReason } from '../../protocol/moved-in.ts';
import type { SectionKey } from '../emoji/picker.svelte.ts';
import { createPlural } from './plural.ts';
import { sizeIn } from './sizes.ts';

const plural = createPlural('en');
const people = (count: number) => plural(count, { one: '# person', other: '# people' });

/** At most three names, and how many more there are. */
function listNames(names: readonly string[], more: number): string {
  const last = more > 0 ? plural(more, { one: '# other', other: '# others' }) : names.at(-1);
  const rest = more > 0 ? names : names.slice(0, -1);
  return rest.length === 0 ? (last ?? '') : `${rest.join(', ')} and ${last ?? ''}`;
}

/** One or two names, or one and how many more. */
const someNames = (names: readonly string[]) =>
  names.length <= 2 ? listNames(names, 0) : listNames(names.slice(0, 1), names.length - 1);

/** What went wrong, and what to do next. */
export interface ErrorWords {
  readonly title: string;
  readonly next: string;
}

const errors: Record<ErrorCode, ErrorWords> = {
  'bad-json': {
    title: 'The host could not read that',
    next: 'Reload the page. If it happens again, the host runs another version.',
  },
  'unknown-command': {
    title: 'The host does not know how to do that',
    next: 'Ask the host to update Classic Chatbox.',
  },
  'bad-command': {
    title: 'The host did not understand that',
    next: 'Reload the page. If it happens again, the host runs another version.',
  },
  'not-joined': { title: 'You are not in the chat yet', next: 'Join again, then try once more.' },
  'already-joined': {
    title: 'You are in the chat already',
    next: 'Close the other window, or keep using that one.',
  },
  'bad-nickname': {
    title: 'This nickname will not work',
    next: 'Use 1 to 100 characters that can be seen, on one line.',
  },
  'nickname-taken': {
    title: 'Someone here has this nickname',
    next: 'Add a letter or a number and try again.',
  },
  'bad-content': { title: 'This message cannot be sent', next: 'It must have 1 to 4,000 characters.' },
  'bad-query': { title: 'This cannot be searched for', next: 'Type 1 to 100 letters or digits.' },
  'unknown-room': { title: 'This room does not exist here', next: 'Go back to the chat.' },
  'room-archived': {
    title: 'This room is closed for new messages',
    next: 'You can still read it. Write in another room.',
  },
  'bad-room-name': {
    title: 'This name will not work for a room',
    next: 'Use 1 to 40 characters that can be seen, on one line.',
  },
  'room-name-taken': {
    title: 'There is a room of this name',
    next: 'Give it another one.',
  },
  'too-many-rooms': {
    title: 'There are as many rooms as a chat can have',
    next: 'Archived rooms count too. Use one of those again.',
  },
  'private-off': {
    title: 'Private messages are switched off here',
    next: 'Write in a room, or ask the host to switch them on.',
  },
  'not-allowed': {
    title: 'Only the host can do this',
    next: 'Ask the host.',
  },
  'unknown-person': {
    title: 'This person is not here any more',
    next: 'They may have left, or have been sent away already.',
  },
  'unknown-message': {
    title: 'This message is not there any more',
    next: 'It may have been deleted.',
  },
  'not-yours': {
    title: 'This is not your message',
    next: 'You can change only what you have written.',
  },
  'too-late': {
    title: 'This message can no longer be edited',
    next: 'Messages can be edited for ten minutes. Write a new one.',
  },
  'bad-emoji': {
    title: 'This is not an emoji',
    next: 'Choose one from the list.',
  },
  'too-many-reactions': {
    title: 'This message has many different reactions already',
    next: 'Add to one of them.',
  },
  'version-too-old': {
    title: 'This app is too old for that chat',
    next: 'Update Classic Chatbox, or open the address in a browser.',
  },
  'version-too-new': {
    title: 'That chat runs an older version',
    next: 'Ask the host to update, or open the address in a browser.',
  },
  'storage-full': {
    title: 'The host has no room left',
    next: 'Your message is kept. Ask the host to free some disk space, then send it again.',
  },
  'storage-read-only': {
    title: 'The host cannot write its history',
    next: 'Your message is kept. Ask the host to check the folder of the chat, then send it again.',
  },
  'storage-failed': {
    title: 'The host could not store this',
    next: 'Your message is kept. Wait a moment, then send it again.',
  },
  'password-required': {
    title: 'This chat asks for a password',
    next: 'It is one word for everyone. Ask the host for it.',
  },
  'wrong-password': {
    title: 'That is not the password of this chat',
    next: 'Ask the host for it, then try again.',
  },
  'name-protected': {
    title: 'This name belongs to someone',
    next: 'If it is yours, log in with your password. If not, take another one.',
  },
  'account-required': {
    title: 'This chat is for people with an account',
    next: 'Log in, or make an account: a name and a password are all it takes.',
  },
  'account-exists': {
    title: 'There is an account with this name',
    next: 'If it is yours, log in. If not, take another name.',
  },
  'unknown-account': { title: 'This account is not here any more', next: 'Look at the list again.' },
  'wrong-log-in': {
    title: 'Name and password do not go together',
    next: 'Try again. If you forgot the password, the host can give you a new one.',
  },
  'bad-password': {
    title: 'This password will not work',
    next: 'Use at least 6 characters, not your name, and nothing like 123456.',
  },
  removed: {
    title: 'You were sent out of this chat',
    next: 'Talk to the host. Once they have let you back in, try again.',
  },
  'try-later': { title: 'Too many tries', next: 'Wait half a minute, then try again.' },
  'file-too-large': { title: 'This file is too large', next: 'Try a smaller one.' },
  'own-files-full': {
    title: 'Your share of the room for files is used up',
    next: 'Ask the host to make room.',
  },
  'files-full': { title: 'There is no more room for files here', next: 'Ask the host to make room.' },
  'too-many-uploads': {
    title: 'Too many files are on their way at once',
    next: 'Wait a moment, then send this one again.',
  },
  'upload-expired': { title: 'The file did not arrive in time', next: 'Send it again.' },
  'upload-incomplete': {
    title: 'The file did not arrive whole',
    next: 'Check the Wi-Fi, then send it again.',
  },
  'unknown-file': {
    title: 'The host no longer has this file',
    next: 'Choose the file once more and send it again.',
  },
  'bad-address': { title: 'This is not an address', next: 'It looks like 192.168.1.5 or 192.168.1.5:8765.' },
  'no-answer': {
    title: 'Nobody answers at this address',
    next: 'Check the address, and that you are on the same network as the host.',
  },
  'not-a-chat': {
    title: 'Something answers there, but it is not a chat',
    next: 'Check the number after the colon.',
  },
  'host-full': { title: 'The chat is full', next: 'Wait until someone has left, then try again.' },
  'outbox-full': {
    title: 'Too many messages are waiting',
    next: 'Wait until they have been sent, then write on.',
  },
  'connection-lost': { title: 'The connection broke', next: 'Check your Wi-Fi. The app keeps trying.' },
  'too-slow': {
    title: 'This connection is too slow',
    next: 'Move closer to the Wi-Fi. The app keeps trying.',
  },
  'host-stopped': { title: 'The host closed the chat', next: 'Ask the host to open it again.' },
  'port-taken': {
    title: 'Another program uses this port',
    next: 'Close that program, or use another port.',
  },
  'port-forbidden': {
    title: 'This computer does not allow that port',
    next: 'Choose a port from 1024 to 65535 in the settings.',
  },
  'address-unavailable': {
    title: 'This computer does not have that address',
    next: 'Connect to the network again, then host once more.',
  },
  'folder-locked': {
    title: 'This chat is open in another window',
    next: 'Close the other Classic Chatbox, then try again.',
  },
  'folder-not-writable': {
    title: 'The history cannot be written',
    next: 'Make sure that you may write to the folder and that the disk has room.',
  },
  'file-not-readable': {
    title: 'The history cannot be read',
    next: 'Make sure that you may read the file and that no other program holds it.',
  },
  'accounts-damaged': {
    title: 'The chat stays closed: its accounts cannot be read',
    next: 'The file accounts.json is damaged. Put it back from a copy, or remove it to start without accounts and without a password.',
  },
  'rooms-damaged': {
    title: 'The chat stays closed: its rooms cannot be read',
    next: 'The file rooms.json is damaged. Put it back from a copy, or remove it to start with one room and without private messages.',
  },
  'already-hosting': { title: 'You are hosting already', next: 'Close the open chat first.' },
  'import-not-found': {
    title: 'There is no history to read',
    next: 'Choose a data.json or a chat.db that you may read.',
  },
  'import-broken': {
    title: 'This file cannot be read',
    next: 'Nothing was changed. Mend the file, or choose another one.',
  },
  'export-not-found': {
    title: 'There is no history here yet',
    next: 'Open the chat once, then export it.',
  },
  'export-no-folder': {
    title: 'That folder is not there',
    next: 'Choose a folder that exists, then export again.',
  },
  'export-over-history': {
    title: 'The chat itself is kept in that file',
    next: 'Choose another name or another folder.',
  },
  'bad-request': { title: 'This did not work', next: 'Check what you typed, then try again.' },
};

const notices: Record<HostNotice['code'], (notice: HostNotice) => string> = {
  'history-repaired': ({ lines = 0, file }) =>
    `${plural(lines, {
      one: '# damaged line of the history was left out; all others are here.',
      other: '# damaged lines of the history were left out; all others are here.',
    })}${file === undefined ? '' : ` The original is kept as ${file}.`}`,
  'history-set-aside': ({ file }) =>
    `The history file was not one of a chat, so a new one was begun.${
      file === undefined ? '' : ` The old one is kept as ${file}.`
    }`,
  'history-taken-over': ({ file }) =>
    `The history of the classic server was taken over.${file === undefined ? '' : ` The original is kept as ${file}.`}`,
  'storage-failing': () =>
    'Messages cannot be stored right now. Free some disk space or check the folder; the chat goes on by itself.',
  'storage-recovered': () => 'Messages are stored again.',
};

const limitations: Record<Limitation, string> = {
  'no-resume': 'After the connection was lost, only the newest messages come back.',
  'no-seat':
    'When the connection is lost, the others see you leave, and your nickname may not be free again at once.',
  'no-history-pages': 'Older messages cannot be fetched.',
  'no-search': 'Search looks only through the messages that are loaded here.',
  'no-rename': 'A nickname is for the whole visit: to change it, leave and join again.',
  'no-typing': 'Nobody sees who is typing.',
  'no-files': 'Pictures and files cannot be sent.',
  'no-changes':
    'Messages cannot be replied to, reacted to, edited or deleted, and nobody sees who has read them.',
};

const legend: Record<LogSymbol, string> = {
  '->': 'a device connected',
  '<-': 'a device disconnected',
  '+': 'someone joined',
  '-': 'someone left',
  '~': 'someone changed their name',
  S: 'a message',
  '!': 'something to look at',
  i: 'about the host itself',
};

const emoji = {
  insert: 'Insert an emoji',
  title: 'Emoji',
  failed: 'The emoji cannot be fetched right now',
  search: 'Find an emoji',
  none: 'No emoji by that name. Try another word.',
  groups: 'Groups of emoji',
  sections: {
    recent: 'Used last',
    found: 'Found',
    smileys: 'Smileys and feelings',
    people: 'People and bodies',
    animals: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  } satisfies Record<SectionKey, string>,
  tone: 'Skin tone',
  tones: ['No skin tone', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
};

export const en = {
  /** Its own name, and by whose rules it writes dates and times. */
  about: { name: 'English', locale: 'en-GB' },
  product: 'Classic Chatbox',
  common: {
    back: 'Back',
    close: 'Close',
    save: 'Save',
    copied: 'Copied',
    copyFailed: 'Not copied',
    peopleHere: (count: number) => (count === 0 ? 'Nobody here yet' : `${people(count)} here`),
    nickname: 'Your nickname',
  },
  errors,
  emoji,
  welcome: {
    hello: (name: string) => `Hello, ${name}.`,
    helloStranger: 'Hello.',
    question: 'Open a chat, or join one.',
    changeNickname: 'Change your nickname',
    sayNickname: 'What should people call you?',
    settings: 'Settings',
  },
  host: {
    title: 'Host a chat',
    what: 'This computer keeps the chat. Everyone on the same network can come in at once, without an account and without internet.',
    chatName: 'Name of the chat',
    start: 'Host',
    starting: 'Opening the chat',
    defaultNickname: 'Host',
    defaultChatName: (nickname: string) => `${nickname}${nickname.endsWith('s') ? '’' : '’s'} chat`,
    strangerChatName: 'Our chat',
    portTaken: (port: number) => `Another program uses port ${String(port)}`,
    portTakenNext: 'Perhaps a chat is open already. Another port works just as well.',
    usePort: (port: number) => `Use port ${String(port)}`,
    folder: (folder: string) => `Folder: ${folder}`,
  },
  join: {
    title: 'Join a chat',
    address: 'Address of the chat',
    addressExample: '192.168.1.5',
    join: 'Join',
    joinPage: 'Join the chat',
    joining: 'Joining',
    nearby: 'Open nearby',
    /** In a chat that one looks at from outside. */
    inside: (count: number) => (count === 0 ? 'nobody yet' : people(count)),
    recent: 'Joined before',
    noRecent: 'The host’s screen shows the address. Chats that you have joined stay here.',
    forget: (name: string) => `Forget ${name}`,
    linkTitle: 'Join this chat?',
    linkWhat: 'A link leads to this address. Join only if you know who gave it to you.',
    linkLeaves: (chatName: string) => `You leave “${chatName}” for it.`,
    linkHosting: 'The chat that you host stays open.',
    notNow: 'Not now',
    noNickname: 'Type a nickname first.',
    noAddress: 'Type the address that the host’s screen shows.',
    useName: (name: string) => `Join as ${name}`,
    kept: (hostName: string) =>
      `Everyone in the chat can read it. Messages are kept on the host’s computer (${hostName}).`,
    keptByHost: 'Everyone in the chat can read it. Messages are kept on the host’s computer.',
    notEncrypted: 'This page is not encrypted: others on this network could read along.',
    unreachable: 'The host is not there right now',
    unreachableNext: 'The chat is not open, or the network is down. This page keeps looking for it.',
    waiting: 'You come in as soon as the host is back.',
  },
  alerts: {
    mentions: (count: number) =>
      plural(count, { one: '# message mentions you', other: '# messages mention you' }),
  },
  panel: {
    title: 'The chat is open',
    close: 'Hide this panel',
    invite: 'Let the class scan this code, or read out the address below.',
    qr: (url: string) => `QR code for ${url}`,
    addresses: 'Addresses',
    best: 'use this one',
    kinds: {
      wifi: 'Wi-Fi',
      ethernet: 'Cable',
      hotspot: 'Hotspot',
      vpn: 'VPN',
      virtual: 'Virtual network',
      other: 'Network',
    },
    bigCode: 'Show the code large, for a projector',
    showCode: (address: string) => `Show the code for ${address}`,
    copyAddress: (address: string) => `Copy ${address}`,
    noNetwork: 'This computer is on no network',
    noNetworkNext:
      'Connect to the Wi-Fi of the class, or switch on a hotspot. The address then appears here.',
    helpTitle: 'Nobody can get in?',
    help: [
      {
        title: 'Same network',
        text: 'Phones must be on the same Wi-Fi as this computer, not on mobile data.',
      },
      {
        title: 'Firewall',
        text: 'If the system asks whether Classic Chatbox may use the network, allow it, also for public networks.',
      },
      {
        title: 'Guest Wi-Fi',
        text: 'School and guest networks often keep devices apart. A hotspot from a phone or from this computer helps.',
      },
      { title: 'Another address', text: 'Tap another address above: the code follows it.' },
    ],
    refusedTitle: 'A web page wants in',
    refused: (origin: string) => `A page of ${origin} was turned away.`,
    refusedFile: 'A page that was opened from a file was turned away.',
    refusedFileRisk:
      'Allowing it also lets in hidden frames of any web page that someone here opens. It ends when you close the chat.',
    allow: 'Allow',
    log: 'Log',
    logEmpty: 'Nothing has happened yet.',
    legendTitle: 'What the signs mean',
    dataFile: 'The messages are in',
    copyDataFile: 'Copy where the file is',
    olderTitle: 'Older systems',
    olderWhat: 'Older programs can join too. This is what to type in them:',
    olderClassic: 'Classic Chatbox v2',
    olderWorkshop: 'Workshop chat',
    olderFirst: 'First version, without nicknames',
    legacyHttp: 'Old HTTP interface (v1)',
    legacyHttpWhy:
      'Off by default: while it is on, any web page that somebody in this network opens can write here unnoticed, and every page may read the whole chat. Closing the chat switches it off.',
    stop: 'Close the chat',
    stopAsk: (connected: number) =>
      connected === 0
        ? 'Nobody else is here. Close the chat?'
        : plural(connected, {
            one: '# person is still here. Close the chat for them too?',
            other: '# people are still here. Close the chat for all of them?',
          }),
    stopYes: 'Close it',
    stopNo: 'Keep it open',
    stopping: 'Closing',
  },
  access: {
    title: 'Who may come in',
    chatPassword: 'Password of the chat',
    chatPasswordHint: 'One word for everyone. Empty: nobody is asked for one.',
    chatPasswordSet: 'Whoever is in stays in. Everyone else is asked for it once.',
    inCode: 'In the QR code',
    inCodeHint: 'Whoever scans the code need not type it.',
    mode: 'Accounts',
    modes: {
      open: { text: 'None', hint: 'A nickname is enough, and it belongs to whoever uses it.' },
      'names-can-be-kept': {
        text: 'For those who want one',
        hint: 'Whoever likes keeps their name with a password, and nobody else can use it.',
      },
      'accounts-only': {
        text: 'For everyone',
        hint: 'Only people with an account come in. They make it themselves; older programs stay outside.',
      },
    },
    accounts: (count: number) => plural(count, { one: '# account', other: '# accounts' }),
    noAccounts: 'Nobody has made an account yet.',
    refresh: 'Look again',
    coHost: 'Co-host',
    makeCoHost: 'Make co-host',
    noCoHost: 'No co-host any more',
    resetPassword: 'New password',
    newPassword: (name: string) => `New password of ${name}`,
    newPasswordNext: 'Pass it on now: it is not shown again. The old one does not work any more.',
    copyPassword: 'Copy the password',
    remove: 'Remove',
    removeAsk: (name: string) => `Remove the account of ${name}? Their messages stay.`,
    removeYes: 'Remove it',
    removeNo: 'Keep it',
  },
  accounts: {
    account: 'Account',
    chatPassword: 'Password of the chat',
    chatPasswordHint: 'The host tells it to everyone.',
    logIn: 'Log in',
    register: 'Make an account',
    password: 'Your password',
    newPassword: 'New password',
    oldPassword: 'Password until now',
    newPasswordHint:
      'At least 6 characters. Not one that you use elsewhere: connections here are not encrypted.',
    forgotten: 'Forgotten? The host can give you a new one.',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    keepWhat: (name: string) =>
      `With a password the name ${name} is yours here, on every device, and nobody else can use it.`,
    keepName: 'Keep my name',
    haveAccount: 'I have an account already',
    accountName: 'Name of the account',
    loggedInAs: (name: string) => `Logged in as ${name}`,
    logOut: 'Log out',
    changePassword: 'Change password',
    passwordChanged: 'The password is changed. Other devices are logged out.',
    temporary: 'The host gave you this password. Choose one of your own.',
  },
  write: {
    actions: 'What to do with this message',
    reply: 'Reply',
    react: 'React',
    reactWith: (emoji: string) => `React with ${emoji}`,
    otherEmoji: 'Another emoji',
    edit: 'Edit',
    remove: 'Delete',
    copy: 'Copy',
    earlier: 'Earlier texts',
    earlierWhat: 'Only whoever hosts and co-hosts see these. The first text stays in the file of the chat.',
    earlierNow: 'stands now',
    message: (name: string, time: string, text: string) => `${name}, ${time}: ${text}`,
    replyingTo: (name: string) => `Reply to ${name}`,
    replyingToSelf: 'Reply to yourself',
    cancelReply: 'Do not reply',
    editing: 'Edit your message',
    cancelEdit: 'Leave it as it is',
    saveEdit: 'Save the message',
    deleted: 'This message was deleted',
    edited: 'edited',
    editedAt: (time: string) => `Edited ${time}`,
    quote: (name: string, text: string) => `Reply to ${name}: ${text}. Go there`,
    quoteMissing: 'A message that is not there any more',
    quoteUnknown: 'An earlier message',
    removeTitle: 'Delete this message?',
    removeOwn: 'It goes away for everyone and cannot be brought back.',
    removeOther: (name: string) =>
      `The message of ${name} goes away for everyone and cannot be brought back.`,
    removeNo: 'Keep it',
    you: 'You',
    who: (names: readonly string[], more: number) => listNames(names, more),
    someone: (count: number) => people(count),
    reaction: (emoji: string, count: number, who: string) => `${emoji} ${String(count)}: ${who}`,
    seenBy: (count: number) => `Seen by ${String(count)}`,
    shareReads: 'Let others see what I have read',
    shareReadsHint: 'Whoever wrote a message can see that you have seen it.',
    readMarks: 'Show who has seen a message',
    readMarksHint: 'Under the last message of their own, people see how many have seen it, and who.',
  },
  legend,
  notices,
  settings: {
    title: 'Settings',
    language: 'Language',
    useName: (name: string) => `Use ${name}`,
    languageSystem: 'Same as system',
    theme: 'Appearance',
    themes: { light: 'Light', dark: 'Dark', system: 'Same as system' },
    system: 'This computer',
    alerts: 'Notify me of',
    alertChoices: { mentions: 'Mentions', everything: 'All messages', none: 'Nothing' },
    alertsHint: 'While another window is in front. A mention is @ and your nickname.',
    startOnLogin: 'Start when I sign in to this computer',
    hosting: 'Hosting',
    port: 'Port',
    portHint: 'People type it after the colon. Used the next time you host.',
    badPort: 'A number from 1 to 65535.',
    chatNameHint: 'Used the next time you host.',
    hostOnLaunch: 'Host as soon as the app starts',
    announce: 'Show the chat to devices nearby',
    history: 'Chat history',
    historyWhat:
      'Import takes in the data.json of a classic server or of another computer, or the chat.db of a server with accounts; what is here already is not added twice. Export writes every room as it is now, for programs and as a page to read.',
    historyHosting:
      'While a file is taken in, the chat closes for a moment; everyone comes back by themselves.',
    importHistory: 'Import history',
    exportHistory: 'Export history',
    imported: (added: number, known: number) => {
      if (added + known === 0) return 'There are no messages in this file.';
      if (added === 0) {
        return plural(known, {
          one: 'Its # message was here already.',
          other: 'All # messages were here already.',
        });
      }
      const news = plural(added, { one: '# message added', other: '# messages added' });
      if (known === 0) return `${news}.`;
      return `${news}, ${plural(known, { one: '# was here already', other: '# were here already' })}.`;
    },
    importedAside: (file: string) => `The history as it was is kept as ${file}.`,
    importBrokenLine: (line: number) => `Line ${String(line)} of this file cannot be read`,
    importBrokenRow: (table: string, row: number) =>
      `Row ${String(row)} of the table ${table} in this file cannot be read`,
    moved: {
      rooms: (count: number) => plural(count, { one: '# new room.', other: '# new rooms.' }),
      talks: (count: number) =>
        plural(count, {
          one: '# private talk: the two people in it find it when they log in.',
          other: '# private talks: the people in them find them when they log in.',
        }),
      accounts: (count: number) =>
        plural(count, {
          one: '# account, with the password that it had.',
          other: '# accounts, with the passwords that they had.',
        }),
      namesCanBeKept: 'Names can be kept with a password here from now on.',
      administrators: (names: readonly string[]) =>
        `Administrators there, people like others here: ${names.join(', ')}. You can make them co-hosts in the host panel.`,
      talksAreClosed:
        'Private messages are switched off here: the old ones can be read, but nobody can go on with them.',
      pictures: (count: number) =>
        plural(count, { one: '# picture came along.', other: '# pictures came along.' }),
      picturesLeft: (count: number) =>
        plural(count, {
          one: 'Of # picture only the name came along: it is broken, too large, or not beside that file.',
          other:
            'Of # pictures only the names came along: they are broken, too large, or not beside that file.',
        }),
      leftOutMessages: (count: number) =>
        plural(count, {
          one: '# message was left out: it was empty, to oneself, or in one room too many.',
          other:
            '# messages were left out: they were empty, to oneself, or in rooms beyond what a chat can have.',
        }),
      leftOutAccounts: 'These accounts did not come along:',
      why: {
        'bad-name': 'no name that can be used here',
        'name-taken': 'another account has this name',
        'bad-password': 'its password was kept in another way',
        'too-many': 'there are too many accounts',
      } satisfies Record<LeftOutReason, string>,
      moreLeftOut: (count: number) => plural(count, { one: 'and # more', other: 'and # more' }),
    },
    exported: 'The history is saved.',
    exportedJson: (file: string) => `For programs: ${file}`,
    exportedHtml: (file: string) => `To read: ${file}`,
    exportedWhat: (rooms: number) =>
      plural(rooms, {
        one: '# room was exported; private talks, reactions, texts from before an edit and the sent files themselves were not.',
        other:
          '# rooms were exported, each in a file of its own for programs and all on one page; private talks, reactions, texts from before an edit and the sent files themselves were not.',
      }),
    notSaved: 'This could not be saved. Check the disk and try again.',
  },
  updates: {
    about: 'About',
    version: (version: string) => `Classic Chatbox ${version}`,
    off: 'This copy does not update itself. For a newer version, get it again from where this one came from.',
    auto: 'Look for updates at every start',
    autoHint:
      'Looking asks the release page on the internet. Nothing is downloaded before you say so, and nothing about you is sent.',
    look: 'Look for updates',
    looking: 'Looking for updates',
    newest: 'This is the newest version.',
    lookFailed: 'The release page does not answer. Check the internet connection and try again.',
    available: (version: string) => `Version ${version} is available.`,
    download: 'Download',
    later: 'Later',
    downloading: (version: string) => `Downloading version ${version}`,
    percent: (percent: number) => `${String(percent)}%`,
    downloadFailed: (version: string) => `Version ${version} could not be downloaded.`,
    tryAgain: 'Try again',
    ready: (version: string) => `Version ${version} is downloaded.`,
    restart: 'Restart to update',
    installFailed: (version: string) => `Version ${version} could not be installed. This one keeps working.`,
  },
  files: {
    attach: 'Add pictures or files',
    camera: 'Take a photo',
    drop: 'Let go to send it here',
    title: (count: number) => plural(count, { one: 'Send # file', other: 'Send # files' }),
    caption: 'A few words with it',
    send: 'Send',
    cancel: 'Cancel',
    remove: (name: string) => `Leave out ${name}`,
    preparing: 'Getting it ready',
    untouched: 'This page cannot read the picture. It goes as it is, with what the camera has noted in it.',
    stripped: 'Pictures are made smaller. Where they were taken is left out.',
    tooLarge: (mostBytes: number) => `This file is too large. It may have up to ${sizeIn('en', mostBytes)}.`,
    waiting: 'Waiting to be sent',
    sent: (percent: number) => `${String(percent)}% sent`,
    stop: 'Stop sending',
    view: (name: string) => `Look at ${name}`,
    save: (name: string) => `Save ${name}`,
    gone: 'This picture is not there any more',
    viewer: 'Picture',
    previous: 'Earlier picture',
    next: 'Later picture',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    size: (bytes: number) => sizeIn('en', bytes),
  },
  chat: {
    here: (count: number) => `Here now · ${String(count)}`,
    you: '(you)',
    host: 'Hosts this chat',
    coHost: 'Co-hosts this chat',
    showPeople: 'People',
    settings: 'Settings',
    hostPanel: 'How others join',
    leave: 'Leave the chat',
    leaveAsk: (unsent: number) =>
      unsent === 0
        ? 'Leave? The chat stays open for everyone.'
        : `Leave? The chat stays open for everyone. ${plural(unsent, { one: 'Your # unsent message is lost.', other: 'Your # unsent messages are lost.' })}`,
    leaveYes: 'Leave',
    leaveNo: 'Stay',
    timeline: 'Messages',
    loadingOlder: 'Fetching older messages',
    olderFailed: 'Older messages did not come.',
    tryAgain: 'Try again',
    loadingNewer: 'Fetching newer messages',
    newerFailed: 'Newer messages did not come.',
    newLine: 'New',
    newMessages: (count: number) => plural(count, { one: '# new message', other: '# new messages' }),
    toNewest: 'To the newest message',
    joined: (names: readonly string[]) => `${someNames(names)} joined`,
    left: (names: readonly string[]) => `${someNames(names)} left`,
    renamed: (from: string, to: string) => `${from} is now ${to}`,
    renamedMany: (count: number) =>
      plural(count, { one: '# person changed their nickname', other: '# people changed their nicknames' }),
    typing: (names: readonly string[], more: number) =>
      more > 0 || names.length > 1 ? `${listNames(names, more)} are typing…` : `${names.join('')} is typing…`,
    typingMany: (count: number) =>
      plural(count, { one: '# person is typing…', other: '# people are typing…' }),
    own: 'You',
    sending: 'Sending',
    sent: 'Sent',
    notSent: 'Not sent',
    retry: 'Send again',
    discard: 'Discard',
    olderServer: 'This chat is on an older server, which lacks some things.',
    olderServerMore: 'What it lacks',
    olderServerHide: 'Hide this line',
    limitations,
    copyCode: 'Copy the code',
    write: 'Write a message',
    send: 'Send',
    charactersLeft: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
    tooLong: (count: number) =>
      plural(count, { one: '# character too many', other: '# characters too many' }),
    mentionWhom: 'Whom to mention',
    waits: 'Will be sent once you are connected again',
    empty: 'Nobody has written yet',
    emptyNext: 'Be the first to say hello.',
    emptyAlone: 'Nobody else is here yet',
    emptyAloneHost: 'Show the code to your class. Whoever scans it is in the chat at once.',
    showCode: 'Show the code',
    connecting: 'Connecting',
    notConnected: 'Not connected',
    tryingNow: 'Trying again now',
    nextTry: (seconds: number) =>
      plural(seconds, { one: 'Next try in # second', other: 'Next try in # seconds' }),
    retryNow: 'Retry now',
    replaced: 'You are using this chat in another window',
    replacedNext: 'Writing here is paused.',
    useHere: 'Use here',
    otherNickname: 'Another nickname',
    comeBack: 'Come back',
    pausedReplaced: 'Press “Use here” to write in this window',
    pausedRefused: 'You cannot write until you are back in the chat',
    pausedRemoved: 'You can read on here, but not write',
  },
  people: {
    remove: (name: string) => `Send ${name} away`,
    removeTitle: (name: string) => `Send ${name} away?`,
    removeWhat: (name: string) =>
      `${name} cannot come back while this chat is open, unless you let them in again. What they have written stays.`,
    removeYes: 'Send away',
    removeNo: 'Cancel',
    removed: 'Sent away',
    readmit: 'Let back in',
  },
  rooms: {
    title: 'Rooms',
    main: 'General',
    talks: 'Private talks',
    switchHint: 'Alt and the arrow keys switch between rooms',
    add: 'Add room',
    arrange: 'Arrange rooms',
    newName: 'Name of the new room',
    suggestions: ['General', 'Tech', 'Games'] as readonly string[],
    rename: (name: string) => `Rename ${name}`,
    newNameOf: (name: string) => `New name of ${name}`,
    moveUp: (name: string) => `Move ${name} up`,
    moveDown: (name: string) => `Move ${name} down`,
    archive: (name: string) => `Archive ${name}`,
    reopen: (name: string) => `Open ${name} again`,
    archiveHint: 'An archived room can be read and takes no new messages.',
    archived: 'Archived',
    archivedNote: 'This room is archived: it can be read and takes no new messages.',
    unread: (count: number) => plural(count, { one: '# unread message', other: '# unread messages' }),
    unreadElsewhere: (count: number) =>
      plural(count, {
        one: 'People, # unread message elsewhere',
        other: 'People, # unread messages elsewhere',
      }),
    mentioned: 'mentions you',
    everyone: 'Rooms and people',
    writeIn: (name: string) => `Write in ${name}`,
    writeTo: (name: string) => `Write to ${name}`,
    talkTo: (name: string) => `Private talk with ${name}`,
    talkStatus: 'Private talk',
    talkNote: (name: string, host: string) =>
      `Only you and ${name} get these messages. They are kept on the computer that hosts this chat (${host}): whoever uses it can read them there.`,
    talkEmpty: 'Nothing has been said here yet',
    talkEmptyNext: 'A private talk begins with its first message.',
    privateOff: 'Private messages are switched off. What was said can still be read.',
    privateMessages: 'Private messages',
    policies: {
      nobody: { text: 'Nobody', hint: 'Everything is said in front of everyone.' },
      'with-host': { text: 'Only with me', hint: 'People can ask the host something in private.' },
      everyone: { text: 'Everyone with everyone', hint: 'They are kept on this computer too.' },
    },
  },
  search: {
    title: 'Search messages',
    placeholder: 'Search',
    close: 'Close search',
    hits: 'Messages found',
    hint: 'Looks through everything that was ever written here. Capitals and accents make no difference.',
    onlyHeld: 'This older server cannot search: only the messages that are loaded here are looked through.',
    searching: (percent: number) => (percent === 0 ? 'Searching…' : `Searching… ${String(percent)} %`),
    found: (count: number, more: boolean) =>
      more
        ? `${plural(count, { one: '# message', other: '# messages' })} so far`
        : plural(count, { one: '# message found', other: '# messages found' }),
    none: 'Nothing found',
    noneNext: 'Try fewer letters or another word.',
    notShown: 'This message cannot be shown right now.',
  },
};

export default en;
