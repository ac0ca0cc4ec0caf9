// What a case of the benchmark is, and what measuring it gives.

export interface Case {
  readonly name: string;
  /** All in one room; they take turns in speaking. */
  readonly people: number;
  readonly messagesPerSecond: number;
  readonly seconds: number;
  readonly contentBytes: number;
}

/** What the clients' process saw. */
export interface Heard {
  /** Messages that arrived, summed over everyone. */
  readonly deliveries: number;
  /** From writing a message to hearing it, over all deliveries. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Measurement extends Heard {
  /** Processor time of the server's process, user and system, while the messages were delivered. */
  readonly cpuMicrosecondsPerDelivery: number;
}

export function caseTitle({ name, people, messagesPerSecond, seconds, contentBytes }: Case): string {
  return `${name}: ${people} people in one room, ${messagesPerSecond} messages a second for ${seconds} s, ${contentBytes} bytes each`;
}

/** How many deliveries there are when nothing is lost: everyone hears everything, oneself too. */
export function expectedDeliveries({ people, messagesPerSecond, seconds }: Case): number {
  return people * messagesPerSecond * seconds;
}
