// Looks at a settings file before electron-store does, which throws on a broken one and would later write over it. A
// broken file is kept under a new name: whoever wants can still read it.
import { readFileSync, renameSync } from 'node:fs';

/**
 * Renames a file that is no JSON object to `NAME.corrupt-TIME`.
 * @param now epoch milliseconds
 * @returns the new name, or null where the file is sound or absent
 * @throws where the file can be neither read nor renamed
 */
export function setAsideCorruptFile(file: string, now: number): string | null {
  const text = readIfPresent(file);
  if (text === null || isJsonObject(text)) return null;
  const kept = `${file}.corrupt-${new Date(now).toISOString().replaceAll(':', '-')}`;
  renameSync(file, kept);
  return kept;
}

function readIfPresent(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
