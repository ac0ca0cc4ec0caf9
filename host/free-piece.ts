// The memory of long answers and files on their way: it lies outside the heap, and the garbage collector stops everybody to
// see to it.

/**
 * Gives the memory of a piece back at once; nobody uses the piece any more. Left to the garbage collector, ten files on their
 * way made it stop everybody for 5 to 10 ms four times a second.
 */
export function freePiece({ buffer, byteLength }: Uint8Array): void {
  // One that shares its memory with others (a pool) stays.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
