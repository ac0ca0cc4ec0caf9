// How text is compared by whoever looks for something: without case and marks, so that `lop` finds `lớp`. Pure.

/** Lower case, without marks; `đ` is a `d`. */
export function foldText(text: string): string {
  return text.toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(/\p{M}/gu, '');
}
