// Loaded into the app's process before the app (`node --import`): the network of a school's computer, so that pictures
// show addresses as a class sees them, wherever they are taken.
import { syncBuiltinESMExports } from 'node:module';
import os, { type NetworkInterfaceInfo } from 'node:os';

const adapter = (address: string): NetworkInterfaceInfo[] => [
  {
    address,
    netmask: '255.255.255.0',
    family: 'IPv4',
    mac: '00:00:00:00:00:00',
    internal: false,
    cidr: `${address}/24`,
  },
];

os.networkInterfaces = () => ({
  'Wi-Fi': adapter('192.168.1.5'),
  'Local Area Connection* 2': adapter('192.168.137.1'),
});
syncBuiltinESMExports();
