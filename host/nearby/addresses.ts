// Under which addresses others may reach this machine, likeliest first. Adapters of VPNs and virtual machines come
// last but are not hidden: on Windows a hotspot is such an adapter.
import type { NetworkInterfaceInfo } from 'node:os';
import type { HostAddress } from '../../protocol/host-status.ts';

type Kind = HostAddress['kind'];

const adapterNames: readonly (readonly [RegExp, Kind])[] = [
  [/vethernet|virtualbox|vbox|vmware|vmnet|hyper-v|wsl|docker|^br-|^veth|^virbr|default switch/i, 'virtual'],
  [/^(utun|tun|tap|ppp|wg|zt)|tailscale|zerotier|wireguard|openvpn|vpn|nordlynx|proton/i, 'vpn'],
  [/local area connection\* |^bridge1\d\d|^ap\d|hotspot/i, 'hotspot'],
  [/wi-?fi|wlan|^wl|wireless|airport/i, 'wifi'],
  [/^en|^eth|ethernet|local area connection/i, 'ethernet'],
];

const rankOfKind: Readonly<Record<Kind, number>> = {
  wifi: 0,
  ethernet: 0,
  hotspot: 1,
  other: 2,
  vpn: 3,
  virtual: 4,
};

/**
 * Ranks what `os.networkInterfaces()` says.
 * @returns IPv4 addresses; IPv6 ones only where the machine has no IPv4 at all; none that reach only this machine
 */
export function rankAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
  port: number,
): HostAddress[] {
  const outside = Object.entries(interfaces).flatMap(([adapter, infos]) =>
    (infos ?? []).filter((info) => !info.internal && !isLinkLocalV6(info)).map((info) => ({ adapter, info })),
  );
  const ipv4 = outside.filter(({ info }) => info.family === 'IPv4');
  return (ipv4.length > 0 ? ipv4 : outside)
    .map(({ adapter, info }) => ({
      address: info.address,
      url: `http://${info.family === 'IPv6' ? `[${info.address}]` : info.address}:${port}`,
      kind: kindOf(adapter, info.address),
      adapter,
    }))
    .filter(({ address }, index, all) => all.findIndex((other) => other.address === address) === index)
    .sort(
      (a, b) => rankOfKind[a.kind] - rankOfKind[b.kind] || rankOfRange(a.address) - rankOfRange(b.address),
    );
}

function kindOf(adapter: string, address: string): Kind {
  // Windows and Android give these ranges to the hotspots that they open.
  if (/^192\.168\.(137|43|49)\.1$/.test(address)) return 'hotspot';
  // What VirtualBox gives its host-only network, under a name like "Ethernet 2".
  if (address.startsWith('192.168.56.')) return 'virtual';
  return adapterNames.find(([pattern]) => pattern.test(adapter))?.[1] ?? 'other';
}

/** Home and school networks first, self-assigned addresses last. */
function rankOfRange(address: string): number {
  if (address.startsWith('192.168.')) return 0;
  if (address.startsWith('10.')) return 1;
  if (/^172\.(1[6-9]|2\d|3[01])\./.test(address)) return 2;
  return address.startsWith('169.254.') ? 4 : 3;
}

function isLinkLocalV6(info: NetworkInterfaceInfo): boolean {
  return info.family === 'IPv6' && /^fe[89ab]/i.test(info.address);
}
