import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { rankAddresses } from './addresses.ts';

function adapter(address: string, internal = false): NetworkInterfaceInfo[] {
  const base = { address, netmask: '', mac: '', internal, cidr: null };
  return address.includes(':') ? [{ ...base, family: 'IPv6', scopeid: 0 }] : [{ ...base, family: 'IPv4' }];
}

test('the Wi-Fi of a school PC comes before its virtual adapters, which are not hidden', () => {
  const ranked = rankAddresses(
    {
      'vEthernet (WSL)': adapter('172.28.0.1'),
      'VirtualBox Host-Only Network': adapter('192.168.56.1'),
      Loopback: adapter('127.0.0.1', true),
      'Wi-Fi': adapter('192.168.1.5'),
      'OpenVPN TAP': adapter('10.8.0.2'),
    },
    8765,
  );
  expect(ranked.map(({ address, kind }) => [address, kind])).toEqual([
    ['192.168.1.5', 'wifi'],
    ['10.8.0.2', 'vpn'],
    ['192.168.56.1', 'virtual'],
    ['172.28.0.1', 'virtual'],
  ]);
  expect(ranked[0]?.url).toBe('http://192.168.1.5:8765');
});

test('a hotspot of the machine itself stands after its networks and before virtual adapters', () => {
  const ranked = rankAddresses(
    {
      'Local Area Connection* 2': adapter('192.168.137.1'),
      docker0: adapter('172.17.0.1'),
      eth0: adapter('10.0.0.7'),
    },
    80,
  );
  expect(ranked.map(({ kind }) => kind)).toEqual(['ethernet', 'hotspot', 'virtual']);
});

test('a self-assigned address is the last of its kind', () => {
  const ranked = rankAddresses({ eth0: adapter('169.254.3.4'), eth1: adapter('10.0.0.7') }, 80);
  expect(ranked.map(({ address }) => address)).toEqual(['10.0.0.7', '169.254.3.4']);
});

test('IPv6 is shown only where there is no IPv4, never link-local, in brackets', () => {
  expect(rankAddresses({ eth0: [...adapter('fe80::1'), ...adapter('2001:db8::5')] }, 8765)[0]?.url).toBe(
    'http://[2001:db8::5]:8765',
  );
  expect(rankAddresses({ eth0: [...adapter('2001:db8::5'), ...adapter('10.0.0.7')] }, 80)).toHaveLength(1);
});

test('one address on two adapters is shown once', () => {
  expect(rankAddresses({ br0: adapter('10.0.0.7'), eth0: adapter('10.0.0.7') }, 80)).toHaveLength(1);
});

test('a machine on no network has no addresses', () => {
  expect(rankAddresses({ lo: adapter('127.0.0.1', true) }, 80)).toEqual([]);
});
