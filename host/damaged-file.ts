// A file that says who may come in, or who may do what, and cannot be read. What it said is not known, so nothing may go
// on as if it had said less.

type DamagedFileCode = 'accounts-damaged' | 'rooms-damaged';

/** Thrown where such a file is read; the file stays as it is. */
export class DamagedFile extends Error {
  readonly code: DamagedFileCode;

  constructor(code: DamagedFileCode, path: string) {
    super(`${path} is damaged`);
    this.code = code;
  }
}
