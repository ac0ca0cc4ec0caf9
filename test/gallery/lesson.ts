// The class that the gallery shows, in both languages: who is there and what is said. Content only; how it gets into a
// chat is the stage's.
import type { Language } from '../../client/desktop-port.ts';

export interface Said {
  readonly name: string;
  readonly content: string;
}

export interface Written extends Said {
  readonly minutesAgo: number;
}

export interface LessonFile {
  readonly name: string;
  readonly type: string;
  /** A drawing; anything else is made of its name. */
  readonly picture: boolean;
}

export interface Lesson {
  readonly chatName: string;
  readonly otherChats: readonly [string, string];
  readonly teacher: string;
  /** The pupil whose phone or computer the pictures of the web page show. */
  readonly pupil: string;
  /** The others. */
  readonly classmates: readonly string[];
  /** What was written before the class came. */
  readonly before: readonly Written[];
  /** What is said while the picture is taken. The first is a question of An about code. */
  readonly said: readonly Said[];
  /** Mentions the teacher. */
  readonly question: Said;
  /** Mentions the pupil. */
  readonly praise: Said;
  /** What the teacher is about to send. */
  readonly draft: string;
  /** What the pupil looks for among the emoji, typed without marks. */
  readonly emojiWord: string;
  /** Short messages of one's own. */
  readonly short: readonly [string, string];
  /** A picture, and a document with a long name. */
  readonly files: readonly [LessonFile, LessonFile];
  /** What somebody answers the pupil. */
  readonly answer: string;
  /** What the teacher makes of what was said before. */
  readonly edited: string;
  readonly longName: string;
  readonly longMessage: string;
  /** What is looked for, without its accents and capitals; more than one message has it, or none. */
  readonly search: { readonly found: string; readonly notFound: string };
  /** How an old message reads; the number makes each another one. */
  readonly old: (number: number) => string;
}

const dayMinutes = 24 * 60;
const code = '```\nfor i in range(5)\n    print(i)\n```';
/** One word that fits no line of a phone. */
const file = (topic: string): string => `lop_9a_to_2_${topic}_for_nguyen_thi_khanh_ngoc_lan_nop_cuoi_cung.py`;
const link = 'https://docs.python.org/3/tutorial/controlflow.html#for-statements';

const vietnamese: Lesson = {
  chatName: 'Lớp 9A · Tin học',
  otherChats: ['CLB Lập trình', 'Toán 8B'],
  teacher: 'cô Hạnh',
  pupil: 'Bình',
  classmates: ['An', 'Chi', 'Dũng', 'Khánh Ngọc', 'Minh'],
  before: [
    { name: 'cô Hạnh', content: 'Về nhà các em đọc trước bài 7 nhé.', minutesAgo: dayMinutes + 12 },
    { name: 'Dũng', content: 'Vâng ạ', minutesAgo: dayMinutes + 11 },
    { name: 'cô Hạnh', content: 'Chào cả lớp. Hôm nay mình học vòng lặp `for`.', minutesAgo: 7 },
    { name: 'cô Hạnh', content: 'Ai chưa mở được bài thì nhắn ở đây nhé.', minutesAgo: 7 },
  ],
  said: [
    { name: 'An', content: `Em chạy thì báo lỗi này ạ:\n${code}` },
    { name: 'Bình', content: 'Thiếu dấu hai chấm ở cuối dòng đầu kìa' },
    { name: 'cô Hạnh', content: 'Đúng rồi. @An thêm `:` là chạy nhé' },
    { name: 'An', content: 'Chạy rồi ạ, em cảm ơn cô 😊' },
  ],
  question: { name: 'Chi', content: '@cô Hạnh bài 2 lồng hai vòng lặp được không ạ?' },
  praise: { name: 'Chi', content: '@Bình giỏi quá, chỉ mình bài 2 với' },
  draft: 'Được em, vòng trong in từng hàng',
  emojiWord: 'trai tim',
  short: ['Em làm xong bài 1 rồi ạ', 'Bài 2 em đang làm'],
  files: [
    { name: 'sơ đồ.png', type: 'image/png', picture: true },
    { name: 'Bài tập vòng lặp lồng nhau - lớp 9A.docx', type: 'application/msword', picture: false },
  ],
  answer: 'Cảm ơn bạn nhé',
  edited: 'Đúng rồi. @An thêm dấu `:` ở cuối dòng đầu là chạy nhé',
  longName: 'Công Tằng Tôn Nữ Nguyễn Hoàng Khánh Ngọc Phương Thảo Quỳnh Như',
  longMessage: `Cả lớp đọc thêm ở đây: ${link} rồi tối nay nộp tệp ${file('bai_tap_vong_lap')} cho cô nhé.`,
  search: { found: 'bai', notFound: 'kiểm tra' },
  old: (number) => `Câu ${String(number)} em chọn đáp án ${'ABCD'.charAt(number % 4)}`,
};

const english: Lesson = {
  chatName: 'Class 9A · Computing',
  otherChats: ['Coding club', 'Class 8B'],
  teacher: 'Ms Hạnh',
  pupil: 'Bình',
  classmates: ['An', 'Chi', 'Dũng', 'Khánh Ngọc', 'Minh'],
  before: [
    { name: 'Ms Hạnh', content: 'Please read chapter 7 at home.', minutesAgo: dayMinutes + 12 },
    { name: 'Dũng', content: 'Will do', minutesAgo: dayMinutes + 11 },
    { name: 'Ms Hạnh', content: 'Good morning. Today we look at the `for` loop.', minutesAgo: 7 },
    { name: 'Ms Hạnh', content: 'If you cannot open the exercise, write here.', minutesAgo: 7 },
  ],
  said: [
    { name: 'An', content: `I get an error when I run this:\n${code}` },
    { name: 'Bình', content: 'The colon at the end of the first line is missing' },
    { name: 'Ms Hạnh', content: 'Right. @An add `:` and it will run' },
    { name: 'An', content: 'It works now, thank you 😊' },
  ],
  question: { name: 'Chi', content: '@Ms Hạnh may we nest two loops in exercise 2?' },
  praise: { name: 'Chi', content: '@Bình well spotted, can you help me with exercise 2?' },
  draft: 'Yes, let the inner one print a row',
  emojiWord: 'heart',
  short: ['I have finished exercise 1', 'Working on exercise 2'],
  files: [
    { name: 'diagram.png', type: 'image/png', picture: true },
    { name: 'Exercises on nested loops - class 9A.docx', type: 'application/msword', picture: false },
  ],
  answer: 'Thanks a lot',
  edited: 'Right. @An add `:` at the end of the first line and it will run',
  longName: 'Alexandrina Wilhelmina Montgomery-Featherstonehaugh Cholmondeley the Younger',
  longMessage: `Please read this too: ${link} and hand in ${file('exercise_on_loops')} tonight.`,
  search: { found: 'YOU', notFound: 'exam' },
  old: (number) => `For question ${String(number)} I chose ${'ABCD'.charAt(number % 4)}`,
};

export const lessons: Readonly<Record<Language, Lesson>> = { vi: vietnamese, en: english };

/** Enough of a message to find it on a page, before any of its code or mentions. */
export function firstWords({ content }: Said): string {
  return content.slice(0, 8).trimEnd();
}

const familyNames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô'];
const givenNames =
  'Anh Bảo Châu Duy Giang Hà Hiếu Hương Khang Lan Linh Long Mai Nam Nga Nhi Phúc Quân Quỳnh Sơn Thảo Thủy Trang Trí Trung Tú Uyên Việt Vy Yến';

/** Pupils of a whole school: 300 names. */
export const school: readonly string[] = givenNames
  .split(' ')
  .flatMap((given) => familyNames.map((family) => `${family} ${given}`));
