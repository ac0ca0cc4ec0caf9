// Loaded into the app's process before the app (`node --import`): the network of a school's computer, so that pictures
// show addresses and neighbours as a class sees them, wherever they are taken.
import { syncBuiltinESMExports } from 'node:module';
import os, { type NetworkInterfaceInfo } from 'node:os';
import { type Neighbour, neighboursVariable, openSchoolNetwork } from './school-network.ts';

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
const ownAddress = '192.168.1.5';

os.networkInterfaces = () => ({
  'Wi-Fi': adapter(ownAddress),
  'Local Area Connection* 2': adapter('192.168.137.1'),
});
const neighbours: readonly Neighbour[] = JSON.parse(process.env[neighboursVariable] ?? '[]');
openSchoolNetwork(ownAddress, neighbours);
syncBuiltinESMExports();
