// Which kind of file something is, for an icon: by its name's ending, since types are often not known. Decides nothing else.

export type FileKind = 'picture' | 'sound' | 'table' | 'text' | 'code' | 'archive' | 'other';

const kinds: readonly (readonly [FileKind, string])[] = [
  ['table', 'xls xlsx ods csv tsv'],
  ['text', 'txt md pdf doc docx odt rtf ppt pptx odp'],
  ['code', 'c cpp h cs css go html java js json kt php pas py rb rs sb3 sql svg swift ts xml'],
  ['archive', 'zip rar 7z tar gz'],
  ['picture', 'png jpg jpeg gif webp bmp tif tiff heic avif'],
  ['sound', 'mp3 wav ogg m4a flac'],
];
const byEnding = new Map(
  kinds.flatMap(([kind, list]) => list.split(' ').map((ending) => [ending, kind] as const)),
);

export function kindOfFile(type: string, name: string): FileKind {
  const known = byEnding.get(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
  if (known !== undefined) return known;
  const [family] = type.split('/');
  if (family === 'image') return 'picture';
  if (family === 'audio') return 'sound';
  return family === 'text' ? 'text' : 'other';
}
