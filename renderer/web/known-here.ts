// What this browser can show a host before anybody types anything. Asks the host nothing.
import { parsePageUrl } from '../../client/address.ts';
import type { KeptSecrets } from '../../client/platform.ts';
import { hostAddressOf } from '../../client/seat.ts';

export interface KnownHere {
  /**
   * The chat's password came with the code, or this device has been here and may have said it: the host asks again where
   * it does not know the device any more.
   */
  readonly password: boolean;
  /** Somebody is logged in here. */
  readonly session: boolean;
}

/** @param pageUrl of the page as its host served it, with what came behind the `#` */
export function knownHere(
  pageUrl: string,
  deviceKeys: Pick<KeptSecrets, 'load'>,
  sessions: Pick<KeptSecrets, 'load'>,
): KnownHere {
  const page = parsePageUrl(pageUrl);
  if (!page.ok) return { password: false, session: false };
  const hostAddress = hostAddressOf(page.value.urls[0]);
  return {
    password: page.value.password !== undefined || deviceKeys.load(hostAddress) !== null,
    session: sessions.load(hostAddress) !== null,
  };
}
