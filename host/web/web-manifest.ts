// What a phone keeps of the page when somebody puts it on the home screen: the built manifest, under this chat's name.
import { oneLine } from '../../protocol/one-line.ts';

/** Below the folder of the page; the build writes it with the names of its icons. */
export const webManifestFile = 'manifest.webmanifest';

const maxNameLength = 200;

/** The manifest with the chat's name in place of the product's; as it is where it is no manifest. */
export function nameWebManifest(manifest: Buffer, chatName: string): Buffer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(manifest.toString());
  } catch {
    return manifest;
  }
  if (typeof parsed !== 'object' || parsed === null) return manifest;
  const name = oneLine(chatName, maxNameLength);
  return Buffer.from(JSON.stringify({ ...parsed, name, short_name: name }));
}
