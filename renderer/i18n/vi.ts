// Mọi câu của giao diện bằng tiếng Việt. Written for Vietnamese readers, not translated word by word.
import type { Limitation } from '../../client/wire-limits.ts';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import type { HostNotice, LogSymbol } from '../../protocol/host-status.ts';
import type { ErrorWords } from './en.ts';
import type { Messages } from './messages.ts';
import { createPlural } from './plural.ts';
import { sizeIn } from './sizes.ts';

const plural = createPlural('vi');
const people = (count: number) => plural(count, { other: '# người' });

/** At most three names, and how many more there are. */
function listNames(names: readonly string[], more: number): string {
  const last = more > 0 ? `${people(more)} khác` : names.at(-1);
  const rest = more > 0 ? names : names.slice(0, -1);
  return rest.length === 0 ? (last ?? '') : `${rest.join(', ')} và ${last ?? ''}`;
}

const someNames = (names: readonly string[]) =>
  names.length <= 2 ? listNames(names, 0) : listNames(names.slice(0, 1), names.length - 1);

const errors: Record<ErrorCode, ErrorWords> = {
  'bad-json': {
    title: 'Máy chủ phòng không đọc được',
    next: 'Tải lại trang. Nếu vẫn vậy thì hai máy đang dùng hai phiên bản khác nhau.',
  },
  'unknown-command': {
    title: 'Máy chủ phòng chưa biết làm việc này',
    next: 'Nhờ chủ phòng cập nhật Classic Chatbox.',
  },
  'bad-command': {
    title: 'Máy chủ phòng không hiểu yêu cầu',
    next: 'Tải lại trang. Nếu vẫn vậy thì hai máy đang dùng hai phiên bản khác nhau.',
  },
  'not-joined': { title: 'Bạn chưa ở trong phòng', next: 'Vào lại phòng rồi thử lần nữa.' },
  'already-joined': { title: 'Bạn đã ở trong phòng rồi', next: 'Đóng cửa sổ kia, hoặc dùng tiếp cửa sổ đó.' },
  'bad-nickname': {
    title: 'Biệt danh này không dùng được',
    next: 'Hãy dùng từ 1 đến 100 ký tự nhìn thấy được, trên một dòng.',
  },
  'nickname-taken': {
    title: 'Trong phòng đã có người tên này',
    next: 'Thêm một chữ hay một số rồi thử lại.',
  },
  'bad-content': { title: 'Tin này không gửi được', next: 'Mỗi tin dài từ 1 đến 4.000 ký tự.' },
  'bad-query': { title: 'Không tìm được như vậy', next: 'Hãy gõ từ 1 đến 100 chữ cái hoặc chữ số.' },
  'unknown-room': { title: 'Ở đây không có phòng này', next: 'Quay lại phòng chat.' },
  'room-archived': {
    title: 'Phòng này không nhận tin nhắn mới',
    next: 'Bạn vẫn đọc được. Hãy viết ở phòng khác.',
  },
  'bad-room-name': {
    title: 'Tên phòng này không dùng được',
    next: 'Dùng 1 đến 40 ký tự nhìn thấy được, trên một dòng.',
  },
  'room-name-taken': {
    title: 'Đã có phòng mang tên này',
    next: 'Hãy đặt tên khác.',
  },
  'too-many-rooms': {
    title: 'Đã đủ số phòng cho một cuộc trò chuyện',
    next: 'Phòng đã cất cũng được tính. Hãy dùng lại một phòng trong số đó.',
  },
  'private-off': {
    title: 'Tin nhắn riêng đang tắt ở đây',
    next: 'Hãy viết trong phòng, hoặc nhờ chủ phòng bật lên.',
  },
  'not-allowed': {
    title: 'Chỉ chủ phòng làm được việc này',
    next: 'Hãy nhờ chủ phòng.',
  },
  'unknown-message': {
    title: 'Tin nhắn này không còn nữa',
    next: 'Có thể nó đã bị xóa.',
  },
  'not-yours': {
    title: 'Đây không phải tin nhắn của bạn',
    next: 'Bạn chỉ sửa được tin do mình viết.',
  },
  'too-late': {
    title: 'Không sửa được tin nhắn này nữa',
    next: 'Chỉ sửa được trong mười phút. Hãy viết tin mới.',
  },
  'bad-emoji': {
    title: 'Đây không phải là biểu tượng cảm xúc',
    next: 'Hãy chọn một biểu tượng trong danh sách.',
  },
  'too-many-reactions': {
    title: 'Tin nhắn này đã có nhiều kiểu cảm xúc',
    next: 'Hãy thêm vào một kiểu đã có.',
  },
  'version-too-old': {
    title: 'Ứng dụng này cũ quá so với phòng',
    next: 'Cập nhật Classic Chatbox, hoặc mở địa chỉ phòng bằng trình duyệt.',
  },
  'version-too-new': {
    title: 'Phòng đang chạy phiên bản cũ hơn',
    next: 'Nhờ chủ phòng cập nhật, hoặc mở địa chỉ phòng bằng trình duyệt.',
  },
  'storage-full': {
    title: 'Máy giữ phòng hết chỗ trống',
    next: 'Tin của bạn vẫn còn. Nhờ chủ phòng dọn bớt ổ đĩa rồi gửi lại.',
  },
  'storage-read-only': {
    title: 'Máy giữ phòng không ghi được tin',
    next: 'Tin của bạn vẫn còn. Nhờ chủ phòng xem lại thư mục của phòng rồi gửi lại.',
  },
  'storage-failed': {
    title: 'Máy giữ phòng chưa lưu được tin',
    next: 'Tin của bạn vẫn còn. Đợi một chút rồi gửi lại.',
  },
  'password-required': {
    title: 'Phòng này có mật khẩu',
    next: 'Cả phòng dùng chung một mật khẩu. Hỏi chủ phòng nhé.',
  },
  'wrong-password': { title: 'Mật khẩu phòng chưa đúng', next: 'Hỏi lại chủ phòng rồi thử lần nữa.' },
  'name-protected': {
    title: 'Tên này đã có chủ',
    next: 'Nếu là tên của bạn, hãy đăng nhập bằng mật khẩu. Nếu không, chọn tên khác.',
  },
  'account-required': {
    title: 'Phòng này cần có tài khoản',
    next: 'Đăng nhập, hoặc tạo tài khoản: chỉ cần một tên và một mật khẩu.',
  },
  'account-exists': {
    title: 'Đã có tài khoản mang tên này',
    next: 'Nếu là của bạn, hãy đăng nhập. Nếu không, chọn tên khác.',
  },
  'unknown-account': { title: 'Tài khoản này không còn nữa', next: 'Xem lại danh sách nhé.' },
  'wrong-log-in': {
    title: 'Tên và mật khẩu không khớp',
    next: 'Thử lại. Nếu quên mật khẩu, chủ phòng có thể cấp cho bạn mật khẩu mới.',
  },
  'bad-password': {
    title: 'Mật khẩu này không dùng được',
    next: 'Cần ít nhất 6 ký tự, không trùng tên bạn, và đừng dễ đoán như 123456.',
  },
  'try-later': { title: 'Thử quá nhiều lần', next: 'Đợi nửa phút rồi thử lại nhé.' },
  'file-too-large': { title: 'Tệp này lớn quá', next: 'Mỗi tệp tối đa 25 MB. Hãy chọn tệp nhỏ hơn.' },
  'own-files-full': {
    title: 'Bạn đã dùng hết phần chỗ dành cho tệp',
    next: 'Nhờ chủ phòng dọn bớt.',
  },
  'files-full': { title: 'Ở đây hết chỗ để tệp', next: 'Nhờ chủ phòng dọn bớt.' },
  'too-many-uploads': {
    title: 'Nhiều tệp đang được gửi cùng lúc quá',
    next: 'Đợi một chút rồi gửi lại tệp này.',
  },
  'upload-expired': { title: 'Tệp không đến kịp', next: 'Gửi lại lần nữa nhé.' },
  'upload-incomplete': { title: 'Tệp chưa đến đủ', next: 'Xem lại Wi-Fi rồi gửi lại.' },
  'unknown-file': {
    title: 'Máy giữ phòng không còn tệp này',
    next: 'Chọn lại tệp rồi gửi lần nữa.',
  },
  'bad-address': {
    title: 'Địa chỉ này chưa đúng',
    next: 'Địa chỉ trông như 192.168.1.5 hoặc 192.168.1.5:8765.',
  },
  'no-answer': {
    title: 'Không có ai trả lời ở địa chỉ này',
    next: 'Xem lại địa chỉ, và xem bạn có cùng mạng với chủ phòng không.',
  },
  'not-a-chat': {
    title: 'Có máy trả lời, nhưng không phải phòng chat',
    next: 'Xem lại số sau dấu hai chấm.',
  },
  'host-full': { title: 'Phòng đã đầy', next: 'Đợi có người ra rồi thử lại.' },
  'outbox-full': { title: 'Quá nhiều tin đang chờ gửi', next: 'Đợi gửi xong rồi viết tiếp nhé.' },
  'connection-lost': { title: 'Mất kết nối', next: 'Xem lại Wi-Fi. Ứng dụng vẫn đang tự thử lại.' },
  'too-slow': { title: 'Mạng chậm quá', next: 'Lại gần cục Wi-Fi hơn. Ứng dụng vẫn đang tự thử lại.' },
  'host-stopped': { title: 'Chủ phòng đã đóng phòng', next: 'Nhờ chủ phòng mở lại.' },
  'port-taken': {
    title: 'Cổng này đang có chương trình khác dùng',
    next: 'Đóng chương trình đó, hoặc dùng cổng khác.',
  },
  'port-forbidden': {
    title: 'Máy này không cho dùng cổng đó',
    next: 'Vào cài đặt, chọn một cổng từ 1024 đến 65535.',
  },
  'address-unavailable': {
    title: 'Máy này không có địa chỉ đó',
    next: 'Nối lại mạng rồi mở phòng lần nữa.',
  },
  'folder-locked': {
    title: 'Phòng này đang mở ở cửa sổ khác',
    next: 'Đóng Classic Chatbox ở cửa sổ kia rồi thử lại.',
  },
  'folder-not-writable': {
    title: 'Không ghi được tin nhắn',
    next: 'Kiểm tra xem bạn có quyền ghi vào thư mục và ổ đĩa còn chỗ không.',
  },
  'file-not-readable': {
    title: 'Không đọc được tin nhắn cũ',
    next: 'Kiểm tra xem bạn có quyền đọc tệp và có chương trình nào đang giữ tệp không.',
  },
  'already-hosting': { title: 'Bạn đang mở phòng rồi', next: 'Đóng phòng đang mở trước đã.' },
  'import-not-found': {
    title: 'Không thấy lịch sử để đọc',
    next: 'Chọn một tệp data.json hoặc chat.db mà bạn đọc được.',
  },
  'import-broken': {
    title: 'Không đọc được tệp này',
    next: 'Chưa có gì thay đổi. Sửa lại tệp, hoặc chọn tệp khác.',
  },
  'export-over-history': {
    title: 'Phòng đang lưu tin trong chính tệp đó',
    next: 'Chọn tên khác hoặc thư mục khác.',
  },
  'bad-request': { title: 'Chưa làm được như vậy', next: 'Xem lại chỗ vừa gõ rồi thử lại.' },
};

const keptAs = (file: string | undefined) => (file === undefined ? '' : ` Bản gốc vẫn giữ ở ${file}.`);

const notices: Record<HostNotice['code'], (notice: HostNotice) => string> = {
  'history-repaired': ({ lines = 0, file }) =>
    `${plural(lines, { other: 'Có # dòng tin bị hỏng nên phải bỏ, các dòng khác còn nguyên.' })}${keptAs(file)}`,
  'history-set-aside': ({ file }) =>
    `Tệp tin nhắn cũ không phải của phòng chat nên đã lập tệp mới.${keptAs(file)}`,
  'history-taken-over': ({ file }) => `Đã lấy lại tin nhắn từ máy chủ đời trước.${keptAs(file)}`,
  'accounts-damaged': ({ file }) =>
    `Tệp tài khoản bị hỏng. Hãy xem lại ai còn tài khoản và phòng đang ở chế độ nào.${keptAs(file)}`,
  'storage-failing': () =>
    'Hiện chưa lưu được tin nhắn. Dọn bớt ổ đĩa hoặc xem lại thư mục, phòng sẽ tự chạy tiếp.',
  'storage-recovered': () => 'Đã lưu tin nhắn lại được.',
};

const limitations: Record<Limitation, string> = {
  'no-resume': 'Mất kết nối rồi vào lại thì chỉ lấy lại được những tin mới nhất.',
  'no-seat': 'Mất kết nối là mọi người thấy bạn đã ra, và biệt danh của bạn có thể chưa dùng lại được ngay.',
  'no-history-pages': 'Không lấy được tin cũ hơn.',
  'no-search': 'Chỉ tìm được trong những tin đã tải về đây.',
  'no-rename': 'Không đổi biệt danh giữa chừng được. Muốn đổi thì ra rồi vào lại.',
  'no-typing': 'Không biết ai đang nhập.',
  'no-files': 'Không gửi được hình và tệp.',
};

const legend: Record<LogSymbol, string> = {
  '->': 'một máy kết nối',
  '<-': 'một máy ngắt kết nối',
  '+': 'có người vào phòng',
  '-': 'có người ra',
  '~': 'có người đổi tên',
  S: 'một tin nhắn',
  '!': 'chuyện cần để ý',
  i: 'tin về chính phòng này',
};

const emoji: Messages['emoji'] = {
  insert: 'Chèn emoji',
  title: 'Emoji',
  failed: 'Lúc này chưa lấy được emoji',
  search: 'Tìm emoji',
  none: 'Không có emoji nào như vậy. Thử từ khác xem.',
  groups: 'Các nhóm emoji',
  sections: {
    recent: 'Mới dùng',
    found: 'Tìm thấy',
    smileys: 'Mặt cười và cảm xúc',
    people: 'Người và cơ thể',
    animals: 'Con vật và thiên nhiên',
    food: 'Đồ ăn thức uống',
    travel: 'Đi lại và nơi chốn',
    activities: 'Hoạt động',
    objects: 'Đồ vật',
    symbols: 'Ký hiệu',
    flags: 'Cờ',
  },
  tone: 'Màu da',
  tones: ['Không chọn màu da', 'Sáng', 'Hơi sáng', 'Vừa', 'Hơi tối', 'Tối'],
};

export const vi: Messages = {
  about: { name: 'Tiếng Việt', locale: 'vi-VN' },
  product: 'Classic Chatbox',
  common: {
    back: 'Quay lại',
    close: 'Đóng',
    save: 'Lưu',
    copied: 'Đã chép',
    copyFailed: 'Chưa chép được',
    peopleHere: (count) => (count === 0 ? 'Chưa có ai ở đây' : `${people(count)} đang ở đây`),
    nickname: 'Biệt danh của bạn',
  },
  errors,
  emoji,
  welcome: {
    hello: (name) => `Chào ${name}.`,
    helloStranger: 'Chào bạn.',
    question: 'Mở phòng mới hay vào phòng có sẵn?',
    changeNickname: 'Đổi biệt danh',
    sayNickname: 'Mọi người gọi bạn là gì?',
    settings: 'Cài đặt',
  },
  host: {
    title: 'Mở phòng mới',
    what: 'Máy này giữ phòng chat. Ai cùng mạng cũng vào được ngay, không cần tài khoản, không cần internet.',
    chatName: 'Tên phòng',
    start: 'Mở phòng',
    starting: 'Đang mở phòng',
    defaultNickname: 'Chủ phòng',
    defaultChatName: (nickname) => `Phòng của ${nickname}`,
    strangerChatName: 'Phòng chung',
    portTaken: (port) => `Cổng ${String(port)} đang có chương trình khác dùng`,
    portTakenNext: 'Có thể một phòng khác đang mở sẵn. Dùng cổng khác cũng được.',
    usePort: (port) => `Dùng cổng ${String(port)}`,
    folder: (folder) => `Thư mục: ${folder}`,
  },
  join: {
    title: 'Vào phòng',
    address: 'Địa chỉ phòng',
    addressExample: '192.168.1.5',
    join: 'Vào',
    joinPage: 'Vào phòng',
    joining: 'Đang vào',
    nearby: 'Đang mở quanh đây',
    recent: 'Đã vào trước đây',
    noRecent: 'Địa chỉ có trên màn hình của chủ phòng. Phòng nào đã vào sẽ được nhớ ở đây.',
    forget: (name) => `Quên ${name}`,
    linkTitle: 'Vào phòng này?',
    linkWhat: 'Một liên kết dẫn tới địa chỉ này. Chỉ vào nếu bạn biết ai đã gửi nó.',
    linkLeaves: (chatName) => `Bạn sẽ ra khỏi “${chatName}”.`,
    linkHosting: 'Phòng bạn đang mở vẫn mở cho mọi người.',
    notNow: 'Để sau',
    noNickname: 'Gõ biệt danh trước đã.',
    noAddress: 'Gõ địa chỉ có trên màn hình của chủ phòng.',
    useName: (name) => `Vào với tên ${name}`,
    kept: (hostName) =>
      `Ai trong phòng cũng đọc được. Tin nhắn được lưu trên máy của chủ phòng (${hostName}).`,
    keptByHost: 'Ai trong phòng cũng đọc được. Tin nhắn được lưu trên máy của chủ phòng.',
    notEncrypted: 'Trang này không mã hóa, người khác trong mạng có thể đọc trộm.',
    unreachable: 'Chủ phòng chưa mở phòng hoặc mất mạng',
    unreachableNext: 'Trang này tự tìm lại phòng, bạn cứ để đây.',
    waiting: 'Phòng mở lại là bạn vào ngay.',
  },
  alerts: {
    mentions: (count) => plural(count, { other: '# tin nhắc tên bạn' }),
  },
  panel: {
    title: 'Phòng đang mở',
    close: 'Ẩn bảng này',
    invite: 'Cho cả lớp quét mã này, hoặc đọc địa chỉ bên dưới.',
    qr: (url) => `Mã QR của ${url}`,
    addresses: 'Địa chỉ',
    best: 'dùng địa chỉ này',
    kinds: {
      wifi: 'Wi-Fi',
      ethernet: 'Mạng dây',
      hotspot: 'Điểm phát sóng',
      vpn: 'VPN',
      virtual: 'Mạng ảo',
      other: 'Mạng khác',
    },
    bigCode: 'Phóng to mã để chiếu lên màn hình',
    showCode: (address) => `Hiện mã của ${address}`,
    copyAddress: (address) => `Chép ${address}`,
    noNetwork: 'Máy này chưa nối mạng',
    noNetworkNext: 'Nối vào Wi-Fi của lớp, hoặc bật điểm phát sóng. Địa chỉ sẽ hiện ở đây.',
    helpTitle: 'Không ai vào được?',
    help: [
      { title: 'Cùng mạng', text: 'Điện thoại phải dùng cùng Wi-Fi với máy này, không phải 4G, 5G.' },
      {
        title: 'Tường lửa',
        text: 'Khi máy hỏi có cho Classic Chatbox dùng mạng không thì hãy đồng ý, cả với mạng công cộng.',
      },
      {
        title: 'Wi-Fi khách',
        text: 'Wi-Fi của trường hay Wi-Fi khách có thể không cho các máy thấy nhau. Phát sóng từ điện thoại hoặc từ máy này là được.',
      },
      { title: 'Địa chỉ khác', text: 'Bấm vào địa chỉ khác ở trên, mã QR sẽ đổi theo.' },
    ],
    refusedTitle: 'Có trang web xin vào',
    refused: (origin) => `Một trang của ${origin} chưa được vào.`,
    refusedFile: 'Một trang mở từ tệp trên máy chưa được vào.',
    refusedFileRisk:
      'Nếu cho phép, khung ẩn trong bất kỳ trang web nào mà người ở đây mở cũng vào được. Đóng phòng là hết hiệu lực.',
    allow: 'Cho phép',
    log: 'Nhật ký',
    logEmpty: 'Chưa có gì xảy ra.',
    legendTitle: 'Các ký hiệu nghĩa là gì',
    dataFile: 'Tin nhắn nằm ở',
    copyDataFile: 'Chép đường dẫn của tệp',
    olderTitle: 'Phần mềm đời cũ',
    olderWhat: 'Phần mềm đời cũ cũng vào phòng được. Gõ vào đó địa chỉ này:',
    olderClassic: 'Classic Chatbox v2',
    olderWorkshop: 'Bản chat buổi thực hành',
    olderFirst: 'Bản đầu tiên, không có biệt danh',
    legacyHttp: 'Giao diện HTTP cũ (v1)',
    legacyHttpWhy:
      'Mặc định là tắt, vì khi bật thì trang web nào người trong mạng này mở ra cũng có thể lén gửi tin vào đây và đọc hết tin trong phòng. Đóng phòng là tự tắt.',
    stop: 'Đóng phòng',
    stopAsk: (connected) =>
      connected === 0
        ? 'Không còn ai khác ở đây. Đóng phòng nhé?'
        : plural(connected, { other: 'Còn # người ở đây. Đóng phòng thì mọi người sẽ bị ngắt. Đóng nhé?' }),
    stopYes: 'Đóng luôn',
    stopNo: 'Để mở',
    stopping: 'Đang đóng',
  },
  access: {
    title: 'Ai được vào phòng',
    chatPassword: 'Mật khẩu phòng',
    chatPasswordHint: 'Cả phòng dùng chung. Để trống thì ai cũng vào được.',
    chatPasswordSet: 'Ai đang ở trong phòng thì vẫn ở. Người khác phải nhập một lần.',
    inCode: 'Kèm trong mã QR',
    inCodeHint: 'Ai quét mã thì khỏi phải gõ.',
    mode: 'Tài khoản',
    modes: {
      open: { text: 'Không dùng', hint: 'Chỉ cần biệt danh, ai đang dùng thì là của người đó.' },
      'names-can-be-kept': {
        text: 'Ai muốn thì tạo',
        hint: 'Ai thích thì giữ tên của mình bằng mật khẩu, người khác không dùng được tên đó.',
      },
      'accounts-only': {
        text: 'Ai cũng phải có',
        hint: 'Chỉ người có tài khoản mới vào được. Mỗi người tự tạo; chương trình đời cũ không vào được.',
      },
    },
    accounts: (count: number) => plural(count, { other: '# tài khoản' }),
    noAccounts: 'Chưa có ai tạo tài khoản.',
    refresh: 'Xem lại',
    coHost: 'Phó phòng',
    makeCoHost: 'Cho làm phó phòng',
    noCoHost: 'Thôi làm phó phòng',
    resetPassword: 'Cấp mật khẩu mới',
    newPassword: (name: string) => `Mật khẩu mới của ${name}`,
    newPasswordNext:
      'Đưa cho bạn ấy ngay nhé: mật khẩu này chỉ hiện một lần. Mật khẩu cũ không dùng được nữa.',
    copyPassword: 'Chép mật khẩu',
    remove: 'Xóa',
    removeAsk: (name: string) => `Xóa tài khoản của ${name}? Tin nhắn vẫn còn.`,
    removeYes: 'Xóa tài khoản',
    removeNo: 'Giữ lại',
  },
  accounts: {
    account: 'Tài khoản',
    chatPassword: 'Mật khẩu phòng',
    chatPasswordHint: 'Chủ phòng cho cả lớp biết.',
    logIn: 'Đăng nhập',
    register: 'Tạo tài khoản',
    password: 'Mật khẩu của bạn',
    newPassword: 'Mật khẩu mới',
    oldPassword: 'Mật khẩu đang dùng',
    newPasswordHint: 'Ít nhất 6 ký tự. Đừng dùng lại mật khẩu ở nơi khác: kết nối ở đây không mã hóa.',
    forgotten: 'Quên rồi? Chủ phòng có thể cấp mật khẩu mới.',
    showPassword: 'Hiện mật khẩu',
    hidePassword: 'Ẩn mật khẩu',
    keepWhat: (name: string) =>
      `Đặt mật khẩu thì tên ${name} là của riêng bạn ở phòng này, trên máy nào cũng vậy, người khác không dùng được.`,
    keepName: 'Giữ tên của tôi',
    haveAccount: 'Tôi đã có tài khoản',
    accountName: 'Tên tài khoản',
    loggedInAs: (name: string) => `Đang đăng nhập là ${name}`,
    logOut: 'Đăng xuất',
    changePassword: 'Đổi mật khẩu',
    passwordChanged: 'Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.',
    temporary: 'Mật khẩu này do chủ phòng cấp. Bạn hãy đặt mật khẩu của riêng mình.',
  },
  legend,
  notices,
  settings: {
    title: 'Cài đặt',
    language: 'Ngôn ngữ',
    useName: (name) => `Dùng ${name}`,
    languageSystem: 'Theo máy',
    theme: 'Giao diện',
    themes: { light: 'Sáng', dark: 'Tối', system: 'Theo máy' },
    system: 'Máy này',
    alerts: 'Báo cho tôi',
    alertChoices: { mentions: 'Khi nhắc tên tôi', everything: 'Mọi tin', none: 'Không báo' },
    alertsHint: 'Khi bạn đang dùng cửa sổ khác. Nhắc tên là gõ @ rồi biệt danh.',
    startOnLogin: 'Tự bật khi tôi đăng nhập máy này',
    hosting: 'Mở phòng',
    port: 'Cổng',
    portHint: 'Là số sau dấu hai chấm. Có hiệu lực từ lần mở phòng tới.',
    badPort: 'Một số từ 1 đến 65535.',
    chatNameHint: 'Có hiệu lực từ lần mở phòng tới.',
    hostOnLaunch: 'Mở phòng ngay khi bật ứng dụng',
    announce: 'Cho các máy quanh đây thấy phòng',
    history: 'Lịch sử tin nhắn',
    historyWhat:
      'Nhập thì lấy tin từ tệp data.json của máy chủ đời trước hoặc của máy khác, hay từ tệp chat.db của máy chủ có tài khoản; tin nào đã có thì không thêm lần nữa. Xuất thì ghi ra một tệp data.json, kèm một trang để đọc.',
    historyHosting: 'Trong lúc nhập, phòng đóng lại một chút rồi mọi người tự vào lại.',
    importHistory: 'Nhập lịch sử',
    exportHistory: 'Xuất lịch sử',
    imported: (added, known) => {
      if (added + known === 0) return 'Tệp này không có tin nào.';
      if (added === 0) return plural(known, { other: 'Cả # tin đều đã có ở đây.' });
      const news = plural(added, { other: 'Đã thêm # tin' });
      return known === 0 ? `${news}.` : `${news}, ${plural(known, { other: '# tin đã có sẵn' })}.`;
    },
    importedAside: (file) => `Lịch sử trước khi nhập vẫn giữ ở ${file}.`,
    importBrokenLine: (line) => `Không đọc được dòng ${String(line)} của tệp này`,
    importBrokenRow: (table, row) => `Không đọc được hàng ${String(row)} của bảng ${table} trong tệp này`,
    moved: {
      rooms: (count) => plural(count, { other: 'Thêm # phòng.' }),
      talks: (count) =>
        plural(count, { other: '# cuộc nói chuyện riêng: ai trong cuộc đăng nhập là thấy lại.' }),
      accounts: (count) => plural(count, { other: '# tài khoản, mật khẩu vẫn như cũ.' }),
      namesCanBeKept: 'Từ giờ ở đây có thể giữ tên bằng mật khẩu.',
      administrators: (names) =>
        `Bên kia là quản trị, sang đây như mọi người: ${names.join(', ')}. Bạn có thể cho làm phó phòng trong bảng của chủ phòng.`,
      talksAreClosed: 'Tin nhắn riêng đang tắt ở đây: tin cũ vẫn đọc được, chỉ chưa nhắn tiếp được.',
      pictures: (count) => plural(count, { other: 'Với # ảnh thì chỉ lấy được tên.' }),
      leftOutMessages: (count) =>
        plural(count, {
          other: 'Không lấy # tin: tin trống, tin gửi chính mình, hoặc ở phòng vượt quá số phòng.',
        }),
      leftOutAccounts: 'Những tài khoản này không chuyển sang được:',
      why: {
        'bad-name': 'tên không dùng được ở đây',
        'name-taken': 'đã có tài khoản khác mang tên này',
        'bad-password': 'mật khẩu được lưu theo cách khác',
        'too-many': 'đã quá nhiều tài khoản',
      },
      moreLeftOut: (count) => plural(count, { other: 'và # tài khoản nữa' }),
    },
    exported: 'Đã lưu lịch sử vào hai tệp.',
    exportedJson: (file) => `Cho phần mềm: ${file}`,
    exportedHtml: (file) => `Để đọc: ${file}`,
    notSaved: 'Chưa lưu được. Xem lại ổ đĩa rồi thử lại.',
  },
  updates: {
    about: 'Về ứng dụng',
    version: (version) => `Classic Chatbox ${version}`,
    off: 'Bản này không tự cập nhật. Muốn có bản mới, bạn lấy lại từ nơi đã tải ứng dụng.',
    auto: 'Tìm bản mới mỗi lần mở ứng dụng',
    autoHint:
      'Khi tìm, ứng dụng hỏi trang phát hành trên internet. Bạn đồng ý thì mới tải, và không gửi gì về bạn.',
    look: 'Tìm bản mới',
    looking: 'Đang tìm bản mới',
    newest: 'Bạn đang dùng bản mới nhất.',
    lookFailed: 'Trang phát hành không trả lời. Kiểm tra kết nối internet rồi thử lại nhé.',
    available: (version) => `Đã có phiên bản ${version}.`,
    download: 'Tải về',
    later: 'Để sau',
    downloading: (version) => `Đang tải phiên bản ${version}`,
    percent: (percent) => `${String(percent)}%`,
    downloadFailed: (version) => `Chưa tải được phiên bản ${version}.`,
    tryAgain: 'Thử lại',
    ready: (version) => `Đã tải xong phiên bản ${version}.`,
    restart: 'Khởi động lại để cập nhật',
    installFailed: (version) => `Chưa cài được phiên bản ${version}. Bản đang dùng vẫn chạy bình thường.`,
  },
  files: {
    attach: 'Gửi hình hoặc tệp',
    camera: 'Chụp ảnh',
    drop: 'Thả ra để gửi vào đây',
    title: (count) => plural(count, { other: 'Gửi # tệp' }),
    caption: 'Viết kèm vài lời',
    send: 'Gửi',
    cancel: 'Thôi',
    remove: (name) => `Bỏ ${name}`,
    preparing: 'Đang chuẩn bị',
    untouched: 'Trang này không đọc được hình nên gửi nguyên tệp, kèm cả những gì máy ảnh ghi trong đó.',
    stripped: 'Hình được thu nhỏ, nơi chụp không gửi theo.',
    waiting: 'Đang chờ gửi',
    sent: (percent) => `Đã gửi ${String(percent)}%`,
    stop: 'Thôi không gửi',
    view: (name) => `Xem ${name}`,
    save: (name) => `Lưu ${name}`,
    gone: 'Hình này không còn nữa',
    viewer: 'Hình',
    previous: 'Hình trước',
    next: 'Hình sau',
    zoomIn: 'Phóng to',
    zoomOut: 'Thu nhỏ',
    size: (bytes) => sizeIn('vi', bytes),
  },
  chat: {
    here: (count) => `Đang ở đây · ${String(count)}`,
    you: '(bạn)',
    host: 'Chủ phòng',
    showPeople: 'Mọi người',
    settings: 'Cài đặt',
    hostPanel: 'Cách vào phòng',
    leave: 'Ra khỏi phòng',
    leaveAsk: (unsent) =>
      unsent === 0
        ? 'Ra khỏi phòng? Phòng vẫn mở cho mọi người.'
        : `Ra khỏi phòng? Phòng vẫn mở cho mọi người. ${plural(unsent, { other: '# tin chưa gửi sẽ mất.' })}`,
    leaveYes: 'Ra',
    leaveNo: 'Ở lại',
    timeline: 'Tin nhắn',
    loadingOlder: 'Đang lấy tin cũ hơn',
    olderFailed: 'Chưa lấy được tin cũ hơn.',
    tryAgain: 'Thử lại',
    loadingNewer: 'Đang lấy tin mới hơn',
    newerFailed: 'Chưa lấy được tin mới hơn.',
    newLine: 'Mới',
    newMessages: (count) => plural(count, { other: '# tin mới' }),
    toNewest: 'Xuống tin mới nhất',
    joined: (names) => `${someNames(names)} đã vào phòng`,
    left: (names) => `${someNames(names)} đã ra`,
    renamed: (from, to) => `${from} đổi tên thành ${to}`,
    renamedMany: (count) => plural(count, { other: '# người đã đổi tên' }),
    typing: (names, more) => `${listNames(names, more)} đang nhập…`,
    typingMany: (count) => plural(count, { other: '# người đang nhập…' }),
    own: 'Bạn',
    sending: 'Đang gửi',
    sent: 'Đã gửi',
    notSent: 'Chưa gửi được',
    retry: 'Gửi lại',
    discard: 'Bỏ tin này',
    olderServer: 'Máy chủ này là phiên bản cũ nên thiếu vài thứ.',
    olderServerMore: 'Thiếu những gì',
    olderServerHide: 'Ẩn dòng này',
    limitations,
    copyCode: 'Chép đoạn mã',
    write: 'Viết tin nhắn',
    send: 'Gửi',
    charactersLeft: (count) => plural(count, { other: 'Còn # ký tự' }),
    tooLong: (count) => plural(count, { other: 'Dài quá # ký tự' }),
    mentionWhom: 'Nhắc đến ai',
    waits: 'Có mạng lại là gửi ngay',
    empty: 'Chưa ai nhắn gì',
    emptyNext: 'Bạn chào trước nhé.',
    emptyAlone: 'Chưa có ai khác ở đây',
    emptyAloneHost: 'Cho cả lớp xem mã QR. Ai quét là vào phòng ngay.',
    showCode: 'Hiện mã QR',
    connecting: 'Đang kết nối',
    notConnected: 'Chưa kết nối',
    tryingNow: 'Đang thử lại',
    nextTry: (seconds) => plural(seconds, { other: 'Thử lại sau # giây' }),
    retryNow: 'Thử ngay',
    replaced: 'Bạn đang dùng phòng này ở cửa sổ khác',
    replacedNext: 'Ở đây tạm chưa viết được.',
    useHere: 'Dùng ở đây',
    otherNickname: 'Biệt danh khác',
    comeBack: 'Vào lại',
    pausedReplaced: 'Bấm “Dùng ở đây” để viết ở cửa sổ này',
    pausedRefused: 'Vào lại phòng rồi viết tiếp nhé',
  },
  search: {
    title: 'Tìm tin nhắn',
    placeholder: 'Tìm',
    close: 'Đóng tìm kiếm',
    hits: 'Các tin tìm thấy',
    hint: 'Tìm trong mọi tin từng viết ở đây. Chữ hoa hay thường, có dấu hay không đều được.',
    onlyHeld: 'Máy chủ đời trước không biết tìm, nên chỉ tìm được trong những tin đã tải về đây.',
    searching: (percent) => (percent === 0 ? 'Đang tìm…' : `Đang tìm… ${String(percent)}%`),
    found: (count, more) => plural(count, { other: more ? 'Đã thấy # tin, còn nữa' : 'Tìm thấy # tin' }),
    none: 'Không thấy tin nào',
    noneNext: 'Thử gõ ít chữ hơn hoặc từ khác xem sao.',
    notShown: 'Hiện chưa mở được tin này.',
  },
};

export default vi;
